#include "ui/panels/tone_delegate.h"

#include "ui/theme/tones.h"

namespace roundsman {

ToneDelegate::ToneDelegate(Choose choose, QObject* parent)
    : QStyledItemDelegate(parent), m_choose(std::move(choose)), m_tones(&darkTones()) {}

void ToneDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus; // the whole row is marked, not one cell
    if (const QColor colour = m_choose(index, *m_tones); colour.isValid()) {
        option->palette.setColor(QPalette::Text, colour);
        option->palette.setColor(QPalette::HighlightedText, colour);
    }
}

} // namespace roundsman
