#include "ui/panels/quarantine_inbox.h"

#include "core/model/verdict.h"
#include "ui/bridge/answer_on.h"
#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/answer_columns.h"
#include "ui/panels/plain_table.h"
#include "ui/support/countable.h"
#include "ui/support/words.h"
#include "ui/workspaces/navigator.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace roundsman {

namespace {

constexpr std::size_t casesShown = 2000;

std::vector<TableColumn> caseColumns() {
    return {timeColumn("log_time", QuarantineInbox::tr("Time")), textColumn("reason", QuarantineInbox::tr("Reason")),
            textColumn("hint", QuarantineInbox::tr("What to do")), recordColumn(QuarantineInbox::tr("Record"))};
}

} // namespace

QuarantineInbox::QuarantineInbox(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_commands(commands), m_navigator(navigator), m_model(caseColumns()) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &QuarantineInbox::showBytes);
    connect(m_table, &QTableView::activated, this, &QuarantineInbox::openRecord);
    connect(m_reason, &QComboBox::activated, this, &QuarantineInbox::refresh);
    connect(m_retry, &QPushButton::clicked, this, &QuarantineInbox::retry);
    connect(m_record, &QPushButton::clicked, this, &QuarantineInbox::openRecord);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    m_refresh.start(storeRhythm);
}

void QuarantineInbox::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 8);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    m_reason = new QComboBox;
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->addItem(tr("All reasons"), QString());
    m_retry = new QPushButton(tr("Retry"));
    m_retry->setToolTip(tr("Sends the bytes below again, as they are now"));
    m_record = new QPushButton(tr("Record"));
    m_state = new QLabel;
    m_state->setProperty("role", QStringLiteral("muted"));
    head->addWidget(m_reason);
    head->addWidget(m_state, 1);
    head->addWidget(m_record);
    head->addWidget(m_retry);
    column->addLayout(head);
    m_table = plainTable(&m_model, tr("Quarantine"));
    const int widths[] = {128, 130, 260};
    for (int n = 0; n < 3; ++n) {
        m_table->horizontalHeader()->resizeSection(n, widths[n]);
    }
    m_bytes = new QPlainTextEdit;
    m_bytes->setTabChangesFocus(true);
    m_bytes->setAccessibleName(tr("The document's bytes"));
    m_bytes->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_table);
    split->addWidget(m_bytes);
    split->setSizes({580, 400});
    column->addWidget(split, 1);
    showBytes();
}

/// The reasons that occurred, with how often, as the lanes count them.
void QuarantineInbox::fillReasons() {
    const VerdictCounts counts = m_feed.api().status().verdicts;
    const QString chosen = m_reason->currentData().toString();
    m_reason->clear();
    m_reason->addItem(tr("All reasons (%1)").arg(counts.of(Verdict::quarantined)), QString());
    for (auto n = static_cast<std::size_t>(Reason::unreadable); n < reasonCount; ++n) {
        const auto reason = static_cast<Reason>(n);
        if (counts.of(reason) > 0) {
            const QString word =
                QString::fromUtf8(toText(reason).data(), static_cast<qsizetype>(toText(reason).size()));
            QString words = word;
            m_reason->addItem(tr("%1 (%2)").arg(words.replace(u'_', u' ')).arg(counts.of(reason)), word);
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
    m_feed.api().query({.kind = QueryKind::quarantine,
                        .id = {},
                        .text = m_reason->currentData().toString().toStdString(),
                        .bucket = {},
                        .timeZone = {},
                        .limit = casesShown},
                       answerOn<Table>(this, [this](const auto& answer) {
                           m_asked = false;
                           if (!answer) {
                               m_state->setText(QString::fromStdString(answer.error().sentence));
                               return;
                           }
                           m_model.setTable(*answer);
                           m_state->setText(answer->rows.empty() ? tr("Nothing is held back.")
                                            : answer->more
                                                ? tr("The newest %1").arg(answer->rows.size())
                                                : tr("%Ln documents", nullptr, countable(answer->rows.size())));
                           showBytes();
                       }));
}

void QuarantineInbox::showBytes() {
    const int row = m_table->currentIndex().row();
    const bool chosen = row >= 0 && row < m_model.rowCount();
    m_retry->setEnabled(chosen);
    m_record->setEnabled(chosen);
    const QString place = chosen ? m_model.index(row, 3).data().toString() : QString();
    if (m_bytes->property("shown").toString() != place) { // what somebody mends stays until he leaves the row
        m_bytes->setProperty("shown", place);
        m_bytes->setPlainText(chosen ? QString::fromStdString(textOf(m_model.cell(row, "bytes"))) : QString());
    }
}

void QuarantineInbox::retry() {
    const int row = m_table->currentIndex().row();
    const PartitionNo partition{static_cast<std::int32_t>(wholeOf(m_model.cell(row, "partition")))};
    const Frame* lane = laneOf(m_feed.picture(), partition);
    m_commands.retry(partition, lane ? marketName(*lane, MarketNo{0}) : QString(),
                     {Offset{wholeOf(m_model.cell(row, "offset"))},
                      static_cast<std::uint32_t>(wholeOf(m_model.cell(row, "document")))},
                     m_bytes->toPlainText());
}

void QuarantineInbox::openRecord() {
    const int row = m_table->currentIndex().row();
    if (row >= 0) {
        m_navigator.openRecord({PartitionNo{static_cast<std::int32_t>(wholeOf(m_model.cell(row, "partition")))},
                                Offset{wholeOf(m_model.cell(row, "offset"))},
                                static_cast<std::uint32_t>(wholeOf(m_model.cell(row, "document")))});
    }
}

} // namespace roundsman
