#pragma once

#include "ui/models/gazetteer.h"
#include "ui/models/rider_ref.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace roundsman {

class FrameFeed;
struct Tones;

/// Ctrl+K: riders, orders, merchants, districts, streets and commands, by typing. Closed by Escape, by choosing, or by
/// clicking elsewhere.
class SearchDialog : public QDialog {
    Q_OBJECT

public:
    SearchDialog(FrameFeed& feed, const Gazetteer& places, QList<QAction*> commands, const Tones& tones,
                 QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* field() const { return m_field; }
    [[nodiscard]] QListWidget* results() const { return m_results; }

Q_SIGNALS:
    void riderChosen(roundsman::RiderRef rider);
    void placeChosen(const roundsman::NamedPlace& place);
    void orderChosen(const QString& id);
    void merchantChosen(const QString& id);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& text);
    void addRiders(const QString& text);
    void addOrders(const QString& text);
    void addMerchants(const QString& text);
    void addPlaces(const QString& text);
    void addCommands(const QString& text);
    void add(const QIcon& icon, const QString& title, const QString& what, const QVariant& meaning);
    void choose(QListWidgetItem* item);

    FrameFeed& m_feed;
    const Gazetteer& m_places;
    QList<QAction*> m_commands;
    const Tones& m_tones;
    QLineEdit* m_field;
    QListWidget* m_results;
};

} // namespace roundsman
