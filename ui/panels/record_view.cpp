#include "ui/panels/record_view.h"

#include "ui/support/countable.h"
#include "ui/support/words.h"
#include "ui/workspaces/record_link.h"

#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextCursor>
#include <QVBoxLayout>

#include <algorithm>

namespace roundsman {

namespace {

constexpr qsizetype shownBytesMax = 256 * 1024;
constexpr qsizetype shownInHexMax = 64 * 1024; // some four times as many letters
constexpr qsizetype bytesALine = 16;

QString headersOf(const SeenRecord& record) {
    QString text;
    for (const auto& [name, value] : record.headers) {
        text += withMarksShown(words(name) + QStringLiteral(": ") + words(value)) + u'\n';
    }
    return text;
}

} // namespace

QStringList formattedDocuments(const QByteArray& value) {
    QStringList documents;
    for (const QByteArray& line : value.left(shownBytesMax).split('\n')) {
        if (line.isEmpty()) {
            continue;
        }
        const QJsonDocument json = QJsonDocument::fromJson(line);
        documents
            << withMarksShown(QString::fromUtf8(json.isNull() ? line : json.toJson(QJsonDocument::Indented))).trimmed();
    }
    return documents;
}

QString bytesShown(const QByteArray& value) {
    const QByteArray shown = value.left(shownInHexMax);
    QString text;
    text.reserve(shown.size() / bytesALine * 80 + 80);
    for (qsizetype at = 0; at < shown.size(); at += bytesALine) {
        const QByteArray line = shown.mid(at, bytesALine);
        QByteArray letters = line;
        std::ranges::replace_if(letters, [](char c) { return c < ' ' || c > '~'; }, '.');
        text += QStringLiteral("%1  ").arg(at, 8, 16, QLatin1Char('0'));
        text += QString::fromLatin1(line.toHex(' ')).leftJustified(bytesALine * 3 + 1);
        text += QString::fromLatin1(letters) + u'\n';
    }
    return text;
}

RecordView::RecordView(QWidget* parent) : QWidget(parent) {
    build();
    connect(m_form, &QComboBox::currentIndexChanged, this, &RecordView::fill);
    connect(m_copy, &QPushButton::clicked, this, &RecordView::copy);
    connect(m_link, &QPushButton::clicked, this, &RecordView::copyLink);
    clear();
}

void RecordView::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    m_place = new QLabel;
    m_place->setProperty("role", QStringLiteral("muted"));
    m_place->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long key must not widen the window
    m_form = new QComboBox;
    m_form->addItem(tr("Documents"));
    m_form->addItem(tr("Bytes"));
    m_form->setAccessibleName(tr("How the record is shown"));
    m_copy = new QPushButton(tr("Copy"));
    m_copy->setToolTip(tr("The record's value, byte for byte; as text, what is shown of it"));
    m_link = new QPushButton(tr("Copy link"));
    head->addWidget(m_place, 1);
    for (QWidget* part :
         {static_cast<QWidget*>(m_form), static_cast<QWidget*>(m_copy), static_cast<QWidget*>(m_link)}) {
        head->addWidget(part);
    }
    column->addLayout(head);
    m_text = new QPlainTextEdit;
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("The record's bytes"));
    m_text->setPlaceholderText(tr("Choose a record: its headers and documents are shown here."));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    column->addWidget(m_text, 1);
}

QString RecordView::place() const {
    return m_place->text();
}

void RecordView::clear() {
    m_record.reset();
    m_place->clear();
    m_place->setToolTip({});
    m_copy->setEnabled(false);
    m_link->setEnabled(false);
    fill();
}

void RecordView::show(const QString& topic, const SeenRecord& record, std::optional<std::uint32_t> document) {
    if (m_record == record && m_document == document) {
        return; // the list was read anew: whoever reads or has marked something here goes on
    }
    m_record = record;
    m_document = document;
    QStringList place{topic, tr("partition %1").arg(record.partition.value()),
                      tr("offset %1").arg(QLocale().toString(static_cast<qlonglong>(record.offset.value()))),
                      tr("%Ln bytes", nullptr, countable(record.value.size()))};
    if (!record.key.empty()) {
        place << tr("key %1").arg(named(record.key));
    }
    place.removeAll(QString());
    m_place->setText(place.join(QStringLiteral(" · ")));
    m_place->setToolTip(m_place->text());
    m_copy->setEnabled(true);
    m_link->setEnabled(true);
    fill();
}

void RecordView::fill() {
    m_text->setExtraSelections({});
    if (!m_record) {
        m_text->clear();
    } else if (static_cast<Form>(m_form->currentIndex()) == Form::bytes) {
        const QByteArray value = QByteArray::fromStdString(m_record->value);
        m_text->setPlainText(headersOf(*m_record) + bytesShown(value) +
                             (value.size() > shownInHexMax
                                  ? tr("… and %Ln bytes more", nullptr,
                                       countable(static_cast<std::size_t>(value.size() - shownInHexMax)))
                                  : QString()));
    } else {
        fillDocuments(*m_record);
    }
}

void RecordView::fillDocuments(const SeenRecord& record) {
    const QString headers = headersOf(record);
    const QStringList documents = formattedDocuments(QByteArray::fromStdString(record.value));
    m_text->setPlainText(headers + documents.join(u'\n'));
    const auto document = static_cast<qsizetype>(m_document.value_or(0));
    if (m_document && documents.size() > 1 && document < documents.size()) {
        const QStringList before = documents.first(document);
        markDocument(headers.size() + before.join(u'\n').size() + (before.isEmpty() ? 0 : 1),
                     documents[document].size());
    }
}

/// Of a record that carries many: the one that was asked for comes into sight.
void RecordView::markDocument(qsizetype from, qsizetype size) {
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(m_text->document());
    mark.cursor.setPosition(static_cast<int>(from));
    mark.cursor.setPosition(static_cast<int>(from + size), QTextCursor::KeepAnchor);
    QColor ground = palette().color(QPalette::Highlight);
    ground.setAlphaF(0.2F);
    mark.format.setBackground(ground);
    m_text->setExtraSelections({mark});
    QTextCursor start(m_text->document());
    start.setPosition(static_cast<int>(from));
    m_text->setTextCursor(start);
    m_text->centerCursor();
}

/// Byte for byte for programs that take bytes; text is for people.
void RecordView::copy() {
    if (m_record) {
        const QByteArray value = QByteArray::fromStdString(m_record->value);
        auto* copied = new QMimeData;
        copied->setData(QStringLiteral("application/octet-stream"), value);
        copied->setText(static_cast<Form>(m_form->currentIndex()) == Form::bytes ? bytesShown(value)
                                                                                 : QString::fromUtf8(value));
        QGuiApplication::clipboard()->setMimeData(copied);
        Q_EMIT said(tr("Copied"));
    }
}

void RecordView::copyLink() {
    if (m_record) {
        QGuiApplication::clipboard()->setText(
            toText(RecordRef{m_record->partition, m_record->offset, m_document.value_or(0)}));
        Q_EMIT said(tr("Copied: open it with Ctrl+K"));
    }
}

} // namespace roundsman
