#pragma once

#include "ui/panels/tone_delegate.h"

#include <QKeySequence>
#include <QSet>
#include <QWidget>

#include <functional>
#include <initializer_list>
#include <vector>

class QAbstractItemModel;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace roundsman {

/// What most panels are: a row of buttons, a list under it, and a word that says what to do where the list is empty.
/// What is chosen is a thing, not a place: it stays chosen while rows come, go and change places, and when it goes
/// nothing else is chosen for it. GUI thread.
class ListPanel : public QWidget {
    Q_OBJECT

public:
    [[nodiscard]] QTableView* table() const { return m_table; }
    void setTones(const Tones& tones);

protected:
    explicit ListPanel(QWidget* parent);

    [[nodiscard]] QVBoxLayout& column() { return *m_column; }
    [[nodiscard]] QHBoxLayout& head() { return *m_head; }
    QPushButton* addButton(const QString& text, const QString& tip = {});
    /// Muted words at the end of the row of buttons.
    QLabel* addNote(const QString& accessibleName = {});
    /// Under the row of buttons; `empty` is said while there is no row. The elastic column has the room that is left.
    void addList(QAbstractItemModel& model, const QString& accessibleName, std::initializer_list<int> widths,
                 int elastic, const QString& empty);
    void setColours(ToneDelegate::Choose choose);
    /// Several rows may be chosen together, with Shift and Ctrl.
    void allowSeveral();
    void setEmptyWords(const QString& words);
    /// The button's key, while the list has the focus.
    void addKey(const QString& text, const QKeySequence& keys, QPushButton* button);

    /// What a row is, the same in every picture: its id.
    [[nodiscard]] virtual QString keyAt(int row) const = 0;
    /// What is chosen is another one, or none; or it looks different now.
    virtual void choiceChanged() {}
    /// All that changes rows goes through here.
    void changeRows(const std::function<void()>& change);
    [[nodiscard]] int chosenRow() const; ///< -1: none, or several
    [[nodiscard]] std::vector<int> chosenRows() const;
    bool choose(const QString& key); ///< false: there is no such row

private:
    void takeChoice();
    void chooseAgain();

    QVBoxLayout* m_column;
    QHBoxLayout* m_head;
    QTableView* m_table = nullptr;
    ToneDelegate* m_delegate = nullptr;
    QLabel* m_empty = nullptr;
    QSet<QString> m_chosen;
    bool m_changing = false;
};

} // namespace roundsman
