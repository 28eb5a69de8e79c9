#pragma once

#include "ui/models/table_model.h"
#include "ui/workspaces/navigator.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace roundsman {

class FrameFeed;

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
    [[nodiscard]] QPlainTextEdit* bytes() const { return m_bytes; }
    [[nodiscard]] QLineEdit* offsetField() const { return m_offset; }
    [[nodiscard]] QLineEdit* filterField() const { return m_filter; }
    [[nodiscard]] QCheckBox* tailSwitch() const { return m_tail; }

private:
    void build();
    void fillPartitions();
    void ask(std::optional<Offset> from);
    void take(const RecordPage& page, std::optional<Offset> wanted);
    void goToOffset();
    void older();
    void newer();
    void tail();
    void showBytes();
    void copyBytes();
    void markDocument(qsizetype from, qsizetype size);

    FrameFeed& m_feed;
    TableModel m_model;
    QTimer m_refresh;
    RecordPage m_page;
    RecordRef m_wanted{.partition = {}, .offset = {}, .document = 0}; ///< the document that was asked for
    bool m_asked = false;
    QComboBox* m_partition = nullptr;
    QLineEdit* m_offset = nullptr;
    QLineEdit* m_filter = nullptr;
    QCheckBox* m_tail = nullptr;
    QTableView* m_table = nullptr;
    QPlainTextEdit* m_bytes = nullptr;
    QPushButton* m_copy = nullptr;
    QLabel* m_state = nullptr;
};

/// A record's documents, each indented when it is JSON.
QStringList formattedDocuments(const QByteArray& value);

} // namespace roundsman
