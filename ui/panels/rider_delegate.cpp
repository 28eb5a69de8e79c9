#include "ui/panels/rider_delegate.h"

#include "ui/map/mark_shapes.h"
#include "ui/models/rider_model.h"
#include "ui/theme/tones.h"

#include <QPainter>

namespace roundsman {

namespace {

constexpr int markSpace = 22;

} // namespace

void RiderDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem shown = option;
    const auto column = static_cast<RiderColumn>(index.column());
    const auto status = static_cast<RiderStatus>(index.data(RiderModel::statusRole).toInt());
    const auto staleness = static_cast<Staleness>(index.data(RiderModel::stalenessRole).toInt());
    shown.state &= ~QStyle::State_HasFocus;
    if (m_tones && column == RiderColumn::age && staleness != Staleness::fresh) {
        shown.palette.setColor(QPalette::Text, stalenessColour(staleness, *m_tones));
        shown.palette.setColor(QPalette::HighlightedText, stalenessColour(staleness, *m_tones));
    }
    if (m_tones && column != RiderColumn::age && column != RiderColumn::rider) {
        shown.palette.setColor(QPalette::Text, m_tones->textMuted);
    }
    if (column != RiderColumn::rider || !m_tones) {
        QStyledItemDelegate::paint(painter, shown, index);
        return;
    }
    // The ground first over the whole cell, then the words to the right of the mark.
    QStyleOptionViewItem ground = shown;
    initStyleOption(&ground, index);
    ground.text.clear();
    ground.widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);
    painter->save();
    painter->translate(shown.rect.left() + markSpace / 2 + 4, QRectF(shown.rect).center().y());
    paintMark(*painter, status, staleness, 9, *m_tones);
    painter->restore();
    painter->setPen(shown.palette.color(QPalette::Text));
    const QRect words = shown.rect.adjusted(markSpace + 4, 0, -4, 0);
    const QString name = shown.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, words.width());
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft, name);
}

QSize RiderDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QSize words = QStyledItemDelegate::sizeHint(option, index);
    return static_cast<RiderColumn>(index.column()) == RiderColumn::rider ? words + QSize(markSpace, 0) : words;
}

} // namespace roundsman
