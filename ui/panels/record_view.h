#pragma once

#include "core/api/query.h"
#include "ui/workspaces/navigator.h"

#include <QStringList>
#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace roundsman {

/// One record: where it lies, and its documents one under the other or its bytes as they are; both to copy, and a link
/// to it. GUI thread.
class RecordView : public QWidget {
    Q_OBJECT

public:
    enum class Form { documents, bytes };

    explicit RecordView(QWidget* parent = nullptr);

    /// `document`: which of several was asked for; it is marked and comes into sight.
    void show(const QString& topic, const SeenRecord& record, std::optional<std::uint32_t> document);
    void clear();
    [[nodiscard]] QPlainTextEdit* text() const { return m_text; }
    [[nodiscard]] QComboBox* form() const { return m_form; }
    [[nodiscard]] QPushButton* copyButton() const { return m_copy; }
    [[nodiscard]] QPushButton* linkButton() const { return m_link; }
    [[nodiscard]] QString place() const;

Q_SIGNALS:
    void said(const QString& sentence);

private:
    void build();
    void fill();
    void fillDocuments(const SeenRecord& record);
    void markDocument(qsizetype from, qsizetype size);
    void copy();
    void copyLink();

    std::optional<SeenRecord> m_record;
    std::optional<std::uint32_t> m_document;
    QLabel* m_place = nullptr;
    QComboBox* m_form = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_link = nullptr;
    QPlainTextEdit* m_text = nullptr;
};

/// A record's documents, each indented when it is JSON.
QStringList formattedDocuments(const QByteArray& value);
/// Sixteen to a line: where they stand, in hexadecimal, and those that are letters.
QString bytesShown(const QByteArray& value);

} // namespace roundsman
