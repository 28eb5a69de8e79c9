#pragma once

#include "core/api/query.h"
#include "ui/models/gazetteer.h"
#include "ui/models/rider_ref.h"
#include "ui/past/time_link.h"
#include "ui/workspaces/navigator.h"

#include <QDialog>
#include <QTimer>

class QAction;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace roundsman {

class FrameFeed;
struct Tones;

/// A command as the palette lists it.
struct PaletteCommand {
    QAction* action = nullptr;
    QString workspace; ///< id of where it belongs to; empty: everywhere
    QString where;     ///< for people
};

/// Ctrl+K: riders, orders of all times, merchants, districts, streets, workspaces and commands, by typing. Closed by
/// Escape, by choosing, or by clicking elsewhere.
class SearchDialog : public QDialog {
    Q_OBJECT

public:
    SearchDialog(FrameFeed& feed, const Gazetteer& places, QList<PaletteCommand> commands, const Tones& tones,
                 QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* field() const { return m_field; }
    [[nodiscard]] QListWidget* results() const { return m_results; }

Q_SIGNALS:
    void riderChosen(roundsman::RiderRef rider);
    void placeChosen(const roundsman::NamedPlace& place);
    void orderChosen(const QString& id);
    void commandChosen(QAction* command, const QString& workspace);
    void merchantChosen(const QString& id);
    void timeChosen(const roundsman::TimeLink& link);
    void recordChosen(roundsman::RecordRef record);

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
    void askForClosedOrders();
    void addClosedOrders(const QString& text, const Table& found);
    void add(const QIcon& icon, const QString& title, const QString& what, const QVariant& meaning);
    void choose(QListWidgetItem* item);

    FrameFeed& m_feed;
    const Gazetteer& m_places;
    QList<PaletteCommand> m_commands;
    const Tones& m_tones;
    QLineEdit* m_field;
    QListWidget* m_results;
    QTimer m_typing; ///< history is asked when typing rests
};

} // namespace roundsman
