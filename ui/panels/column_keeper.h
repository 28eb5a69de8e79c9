#pragma once

#include <QObject>
#include <QSet>
#include <QTimer>

#include <initializer_list>

class QTableView;

namespace roundsman {

/// A list that is too wide for its place: it is scrolled sideways.
inline constexpr int noneElastic = -1;

/// Keeps a list's columns wide enough for what stands in them now, whatever the font and the language, so that figures
/// and times are never cut off: a column grows with its words and does not shrink again, which would make the list
/// dance. One column, the elastic one, has what is left; it is the one that may be cut off. What somebody has drawn to
/// a width of his own is left alone. GUI thread.
class ColumnKeeper : public QObject {
public:
    /// `least` are the widths to begin with, of the first columns. The table owns the keeper.
    ColumnKeeper(QTableView& table, std::initializer_list<int> least, int elastic);

private:
    void measure();
    [[nodiscard]] int headWidthOf(int column) const;
    [[nodiscard]] int widthOf(int column, int firstRow, int lastRow) const;

    QTableView& m_table;
    const int m_elastic;
    QSet<int> m_byHand;
    QTimer m_look;
    bool m_growing = false;
};

} // namespace roundsman
