#pragma once

#include "ui/models/table_model.h"
#include "ui/workspaces/navigator.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace roundsman {

class FrameFeed;
class RecordView;

/// The log as it lies there: records by offset or time, with a filter, or the newest as they come; each with its bytes.
/// GUI thread.
class RecordBrowser : public QWidget {
    Q_OBJECT

public:
    explicit RecordBrowser(FrameFeed& feed, QWidget* parent = nullptr);

    /// Shows this record, and what comes after it.
    void open(RecordRef record);
    void newest();
    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] RecordView& view() const { return *m_view; }
    [[nodiscard]] QPlainTextEdit* bytes() const;
    [[nodiscard]] QLineEdit* offsetField() const { return m_offset; }
    [[nodiscard]] QLineEdit* filterField() const { return m_filter; }
    [[nodiscard]] QPushButton* olderButton() const { return m_older; }
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QCheckBox* tailSwitch() const { return m_tail; }

private:
    /// From an offset on; or the last ones before one; without both the newest.
    struct Wish {
        std::optional<Offset> from{};
        std::optional<Offset> before{};
        bool ofTail = false; ///< nobody asked: the newest as they come
    };

    void build();
    void fillPartitions();
    /// One question at a time: of what is wished for meanwhile, the newest is asked next.
    void ask(const Wish& wish);
    void take(const RecordPage& page, const Wish& wish);
    void showPage(const RecordPage& page);
    void goToOffset();
    void older();
    void newer();
    void tail();
    void showRecord();

    FrameFeed& m_feed;
    TableModel m_model;
    QTimer m_refresh;
    RecordPage m_page;
    Offset m_olderBefore; ///< "Older" looks before it: further back when nothing matched
    RecordRef m_wanted{.partition = {}, .offset = {}, .document = 0}; ///< the document that was asked for
    bool m_asked = false;
    std::optional<Wish> m_next;       ///< when the answer that is under way is there, which nobody waits for any more
    std::optional<Offset> m_tailedTo; ///< while the newest are shown as they come
    bool m_changing = false;
    QComboBox* m_partition = nullptr;
    QLineEdit* m_offset = nullptr;
    QLineEdit* m_filter = nullptr;
    QCheckBox* m_tail = nullptr;
    QTableView* m_table = nullptr;
    QPushButton* m_older = nullptr;
    RecordView* m_view = nullptr;
    QLabel* m_state = nullptr;
};

} // namespace roundsman
