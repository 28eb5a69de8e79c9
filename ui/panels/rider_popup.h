#pragma once

#include "ui/models/rider_ref.h"

#include <QDialog>
#include <QList>

class QListWidget;

namespace roundsman {

struct Tones;

/// Who all is here: the riders of a cluster, or those that lie on one spot, as `fleet` has them: of the moment that the
/// map shows. At any zoom, by mouse or keyboard.
class RiderPopup : public QDialog {
    Q_OBJECT

public:
    RiderPopup(const Picture& fleet, const QList<RiderRef>& riders, const Tones& tones, QWidget* parent = nullptr);

    [[nodiscard]] QListWidget* list() const { return m_list; }

Q_SIGNALS:
    void riderChosen(roundsman::RiderRef rider);

protected:
    bool event(QEvent* event) override;

private:
    void choose(int row);

    QList<RiderRef> m_riders;
    QListWidget* m_list;
};

} // namespace roundsman
