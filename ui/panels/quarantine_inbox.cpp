#include "ui/panels/quarantine_inbox.h"

#include "core/model/verdict.h"
#include "ui/bridge/answer_on.h"
#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/answer_columns.h"
#include "ui/models/engine_words.h"
#include "ui/models/trouble_words.h"
#include "ui/support/countable.h"
#include "ui/support/shown_time.h"
#include "ui/support/words.h"
#include "ui/workspaces/navigator.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace roundsman {

namespace {

constexpr std::size_t casesShown = 2000;

/// Of a document that was retried; a retry that failed is held back as a document of its own.
QString whatBecameOfIt(const Table& table, std::size_t row) {
    const Cell& answered = table.at(row, "answered");
    if (isNothing(answered)) {
        return wholeOf(table.at(row, "retried")) != 0 ? QuarantineInbox::tr("failed again") : QString();
    }
    return briefMomentText(timeOf(answered)) + QStringLiteral(" · ") +
           (wholeOf(table.at(row, "answer_accepted")) != 0
                ? QuarantineInbox::tr("accepted")
                : QuarantineInbox::tr("refused: %1").arg(judgedName(textOf(table.at(row, "answer_reason")))));
}

QString nothingHeld(const QString& reason) {
    return reason.isEmpty()
               ? QuarantineInbox::tr(
                     "Nothing is held back.\nDocuments that cannot be believed wait here, with the reason.")
               : QuarantineInbox::tr("Nothing is held back for this reason:\n%1").arg(reason);
}

std::vector<TableColumn> caseColumns() {
    return {timeColumn("log_time", QuarantineInbox::tr("Time")),
            judgedColumn("reason", QuarantineInbox::tr("Reason")),
            {QuarantineInbox::tr("What is wrong"),
             [](const Table& table, std::size_t row) {
                 return spokenText(textOf(table.at(row, "hint")));
             }},
            {QuarantineInbox::tr("Retried"), whatBecameOfIt},
            recordColumn(QuarantineInbox::tr("Record"))};
}

} // namespace

QuarantineInbox::QuarantineInbox(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent)
    : ListPanel(parent), m_feed(feed), m_commands(commands), m_navigator(navigator), m_model(caseColumns()) {
    m_model.setKey({"partition", "offset", "document"});
    build();
    connect(table(), &QTableView::activated, this, &QuarantineInbox::openRecord);
    connect(m_reason, &QComboBox::activated, this, &QuarantineInbox::refresh);
    connect(m_retry, &QPushButton::clicked, this, &QuarantineInbox::retry);
    connect(m_record, &QPushButton::clicked, this, &QuarantineInbox::openRecord);
    connect(&m_commands, &CommandDesk::changed, this, &QuarantineInbox::choiceChanged);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    m_refresh.start(storeRhythm);
}

void QuarantineInbox::build() {
    m_reason = new QComboBox;
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_reason->addItem(tr("All reasons"), QString());
    head().addWidget(m_reason);
    m_retry = addButton(tr("Retry"),
                        tr("Sends the bytes beside the list again, as they are now; several documents as they came"));
    m_record = addButton(tr("Record"), tr("As it lies in the log"));
    m_state = addNote();
    addList(m_model, tr("Quarantine"), {128, 130}, 2, nothingHeld(QString()));
    allowSeveral();
    m_bytes = new QPlainTextEdit;
    m_bytes->setTabChangesFocus(true);
    m_bytes->setAccessibleName(tr("The document's bytes"));
    m_bytes->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(table());
    split->addWidget(m_bytes);
    split->setSizes({640, 340});
    column().addWidget(split, 1);
    choiceChanged();
}

/// The reasons that occurred, with how often, as the lanes count them.
void QuarantineInbox::fillReasons() {
    if (m_reason->view()->isVisible()) {
        return; // somebody is choosing
    }
    const VerdictCounts counts = m_feed.api().status().verdicts;
    const QString chosen = m_reason->currentData().toString();
    m_reason->clear();
    m_reason->addItem(tr("All reasons (%1)").arg(counts.of(Verdict::quarantined)), QString());
    for (auto n = static_cast<std::size_t>(Reason::unreadable); n < reasonCount; ++n) {
        const auto reason = static_cast<Reason>(n);
        if (counts.of(reason) > 0) {
            m_reason->addItem(tr("%1 (%2)").arg(reasonName(reason)).arg(counts.of(reason)),
                              words(std::string(toText(reason))));
        }
    }
    m_reason->setCurrentIndex(std::max(0, m_reason->findData(chosen)));
}

void QuarantineInbox::refresh() {
    if (m_asked) {
        return;
    }
    m_asked = true;
    fillReasons();
    const QString reason = m_reason->currentData().toString();
    m_feed.api().query({.kind = QueryKind::quarantine,
                        .id = {},
                        .text = reason.toStdString(),
                        .bucket = {},
                        .timeZone = {},
                        .limit = casesShown},
                       answerOn<Table>(this, [this, reason](const auto& answer) {
                           m_asked = false;
                           if (reason != m_reason->currentData().toString()) {
                               refresh(); // another one was chosen meanwhile
                           } else if (answer) {
                               take(*answer);
                           } else {
                               m_state->setText(troubleText(answer.error().sentence));
                           }
                       }));
}

void QuarantineInbox::take(const Table& held) {
    const QString reason = m_reason->currentData().toString();
    setEmptyWords(nothingHeld(reason.isEmpty() ? QString() : judgedName(reason.toStdString())));
    changeRows([&] { m_model.setTable(held); });
    m_state->setText(held.more ? tr("The newest %1").arg(held.rows.size())
                               : tr("%Ln documents", nullptr, countable(held.rows.size())));
}

QString QuarantineInbox::keyAt(int row) const {
    const RecordRef at = recordAt(m_model, row);
    return QStringLiteral("%1/%2/%3").arg(at.partition.value()).arg(at.offset.value()).arg(at.document);
}

void QuarantineInbox::choiceChanged() {
    const std::vector<int> rows = chosenRows();
    m_retry->setEnabled(std::ranges::any_of(rows, [this](int row) { return !m_commands.isPending(keyAt(row)); }));
    const int row = chosenRow();
    m_record->setEnabled(row >= 0);
    m_bytes->setEnabled(row >= 0);
    m_bytes->setPlaceholderText(
        rows.size() < 2 ? tr("Choose a document: it can be mended here and sent again.")
                        : tr("%Ln documents: each is sent again as it came.", nullptr, countable(rows.size())));
    m_bytes->viewport()->update(); // Qt draws the words anew only when they come or go
    const QString place = row < 0 ? QString() : keyAt(row);
    if (m_bytes->property("shown").toString() != place) { // what somebody mends stays until he leaves the row
        m_bytes->setProperty("shown", place);
        m_bytes->setPlainText(row < 0 ? QString() : words(textOf(m_model.cell(row, "bytes"))));
    }
}

/// One as it was mended; several as they came.
void QuarantineInbox::retry() {
    const std::vector<int> rows = chosenRows();
    std::vector<RetriedDocument> documents;
    for (const int row : rows) {
        const RecordRef at = recordAt(m_model, row);
        documents.push_back({at.partition, {at.offset, at.document}, words(textOf(m_model.cell(row, "bytes")))});
    }
    if (documents.size() == 1) {
        documents.front().bytes = m_bytes->toPlainText();
    }
    m_commands.retry(documents);
    choiceChanged();
}

void QuarantineInbox::openRecord() {
    if (const int row = chosenRow(); row >= 0) {
        m_navigator.openRecord(recordAt(m_model, row));
    }
}

} // namespace roundsman
