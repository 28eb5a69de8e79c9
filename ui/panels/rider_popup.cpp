#include "ui/panels/rider_popup.h"

#include "ui/models/rider_words.h"
#include "ui/panels/plain_table.h"
#include "ui/support/countable.h"
#include "ui/theme/icons.h"
#include "ui/theme/tones.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace roundsman {

namespace {

constexpr int rowsShown = 12;

} // namespace

RiderPopup::RiderPopup(const Picture& fleet, const QList<RiderRef>& riders, const Tones& tones, QWidget* parent)
    : QDialog(parent, Qt::Popup), m_list(new QListWidget) {
    setObjectName(QStringLiteral("search"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* title = new QLabel;
    title->setProperty("role", QStringLiteral("muted"));
    column->addWidget(title);
    m_list->setAccessibleName(tr("Riders here"));
    m_list->setUniformItemSizes(true);
    m_list->setIconSize({14, 14});
    for (const RiderRef rider : riders) {
        const RiderDot* dot = dotOf(fleet, rider);
        if (!dot) {
            continue; // what was clicked may be older than the fleet
        }
        m_riders << rider;
        const QString words =
            QStringLiteral("%1   %2 · %3")
                .arg(riderId(fleet, rider), statusName(dot->status), fixAgeText(*dot, *laneOf(fleet, rider.partition)));
        auto* item = new QListWidgetItem(markIcon(dot->status, dot->staleness, tones), words, m_list);
        item->setSizeHint({100, plainRowHeight});
    }
    title->setText(tr("%Ln riders here", nullptr, countable(m_riders.size())));
    column->addWidget(m_list);
    m_list->setCurrentRow(0);
    m_list->setFocus();
    resize(270, 40 + plainRowHeight * std::min(rowsShown, static_cast<int>(m_riders.size())));
    connect(m_list, &QListWidget::itemActivated, this, [this] { choose(m_list->currentRow()); });
    connect(m_list, &QListWidget::itemClicked, this, [this] { choose(m_list->currentRow()); });
}

bool RiderPopup::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // closes this, and does not clear the selection behind it
        return true;
    }
    return QDialog::event(event);
}

void RiderPopup::choose(int row) {
    if (row >= 0 && isVisible()) {
        const RiderRef rider = m_riders[row];
        close();
        Q_EMIT riderChosen(rider);
    }
}

} // namespace roundsman
