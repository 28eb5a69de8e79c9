#pragma once

#include <QStyledItemDelegate>

namespace roundsman {

struct Tones;

/// Rows of the rider list: the mark before the name, the age in the colour of what it means.
class RiderDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTones(const Tones& tones) { m_tones = &tones; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Tones* m_tones = nullptr;
};

} // namespace roundsman
