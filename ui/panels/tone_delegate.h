#pragma once

#include <QStyledItemDelegate>

#include <functional>

namespace roundsman {

struct Tones;

/// Colours a row's words by what they mean: the caller says which colour a cell has, or none.
class ToneDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using Choose = std::function<QColor(const QModelIndex& index, const Tones& tones)>;

    explicit ToneDelegate(Choose choose, QObject* parent = nullptr);

    void setTones(const Tones& tones) { m_tones = &tones; }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    Choose m_choose;
    const Tones* m_tones;
};

} // namespace roundsman
