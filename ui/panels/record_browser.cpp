#include "ui/panels/record_browser.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/answer_columns.h"
#include "ui/models/trouble_words.h"
#include "ui/panels/column_keeper.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/record_view.h"
#include "ui/support/countable.h"
#include "ui/support/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace roundsman {

namespace {

constexpr std::size_t recordsAPage = 100;
constexpr std::chrono::milliseconds tailEvery{1000};

std::vector<TableColumn> recordColumns() {
    return {wholeColumn("offset", RecordBrowser::tr("Offset")),
            timeColumn("log_time", RecordBrowser::tr("Log time")),
            textColumn("key", RecordBrowser::tr("Key")),
            wholeColumn("bytes", RecordBrowser::tr("Bytes")),
            {RecordBrowser::tr("Begins with"), [](const Table& table, std::size_t row) {
                 return withMarksShown(cellText(table.at(row, "head")));
             }}};
}

Table tableOf(const RecordPage& page) {
    constexpr std::size_t headBytes = 160;
    Table table;
    table.columns = {"partition", "offset", "log_time", "key", "bytes", "head"};
    for (const SeenRecord& record : page.records) {
        table.rows.push_back({Cell(std::int64_t{record.partition.value()}), Cell(record.offset.value()),
                              Cell(record.logTime), Cell(record.key),
                              Cell(static_cast<std::int64_t>(record.value.size())),
                              Cell(record.value.substr(0, headBytes))});
    }
    return table;
}

QString stateOf(const RecordPage& page, std::int64_t skipped) {
    const QLocale locale;
    const QString kept = RecordBrowser::tr("Kept: %1 to %2 · looked at %Ln records", nullptr, countable(page.lookedAt))
                             .arg(locale.toString(static_cast<qlonglong>(page.low.value())),
                                  locale.toString(static_cast<qlonglong>(page.high.value() - 1)));
    return skipped <= 0 ? kept
                        : kept + QStringLiteral(" · ") +
                              RecordBrowser::tr("%Ln records went by unseen", nullptr, countable(skipped));
}

} // namespace

RecordBrowser::RecordBrowser(FrameFeed& feed, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_model(recordColumns()) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_model.setKey({"partition", "offset"});
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RecordBrowser::showRecord);
    connect(m_offset, &QLineEdit::returnPressed, this, &RecordBrowser::goToOffset);
    connect(m_filter, &QLineEdit::returnPressed, this, &RecordBrowser::goToOffset);
    connect(m_partition, &QComboBox::activated, this, &RecordBrowser::newest);
    connect(&m_refresh, &QTimer::timeout, this, &RecordBrowser::tail);
    m_refresh.start(tailEvery);
}

void RecordBrowser::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    m_partition = new QComboBox;
    m_partition->setAccessibleName(tr("Partition"));
    m_partition->setPlaceholderText(tr("Partition"));
    m_partition->setSizeAdjustPolicy(QComboBox::AdjustToContents); // it is filled when it is first needed
    m_offset = new QLineEdit;
    m_offset->setPlaceholderText(tr("Offset"));
    m_offset->setAccessibleName(tr("Offset"));
    m_offset->setMaximumWidth(120);
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Only records that contain…"));
    m_filter->setAccessibleName(tr("Only records that contain"));
    m_tail = new QCheckBox(tr("Newest as they come"));
    const auto button = [&](const QString& text, void (RecordBrowser::*what)()) {
        auto* made = new QPushButton(text);
        connect(made, &QPushButton::clicked, this, what);
        return made;
    };
    head->addWidget(m_partition);
    head->addWidget(m_offset);
    head->addWidget(m_filter, 1);
    m_older = button(tr("Older"), &RecordBrowser::older);
    head->addWidget(m_older);
    head->addWidget(button(tr("Newer"), &RecordBrowser::newer));
    head->addWidget(button(tr("Newest"), &RecordBrowser::newest));
    head->addWidget(m_tail);
    column->addLayout(head);

    m_table = plainTable(&m_model, tr("Records"));
    new ColumnKeeper(*m_table, {84, 212, 96, 64}, 4);
    m_view = new RecordView;
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_table);
    split->addWidget(m_view);
    split->setSizes({560, 420});
    column->addWidget(split, 1);
    m_state = new QLabel;
    m_state->setProperty("role", QStringLiteral("muted"));
    column->addWidget(m_state);
}

QString RecordBrowser::stateText() const {
    return m_state->text();
}

QPlainTextEdit* RecordBrowser::bytes() const {
    return m_view->text();
}

void RecordBrowser::fillPartitions() {
    const auto& lanes = m_feed.picture().lanes;
    if (m_partition->count() == static_cast<int>(lanes.size())) {
        return;
    }
    const QVariant chosen = m_partition->currentData();
    m_partition->clear();
    for (const FramePtr& lane : lanes) {
        const QString market =
            lane->marketNames && lane->marketNames->size() > 0 ? marketName(*lane, MarketNo{0}) : QString();
        m_partition->addItem(market.isEmpty() ? tr("Partition %1").arg(lane->partition.value())
                                              : tr("Partition %1: %2").arg(lane->partition.value()).arg(market),
                             lane->partition.value());
    }
    m_partition->setCurrentIndex(std::max(0, m_partition->findData(chosen)));
}

void RecordBrowser::open(RecordRef record) {
    fillPartitions();
    m_tail->setChecked(false);
    m_filter->clear();
    m_wanted = record;
    m_offset->setText(QString::number(record.offset.value()));
    m_partition->setCurrentIndex(m_partition->findData(record.partition.value()));
    if (m_partition->currentIndex() < 0) { // none is chosen: nothing else is shown for it
        m_next.reset();
        showPage({});
        showRecord();
        m_state->setText(tr("Partition %1 is not processed here.").arg(record.partition.value()));
        return;
    }
    ask({.from = record.offset});
}

void RecordBrowser::newest() {
    fillPartitions();
    ask({});
}

void RecordBrowser::goToOffset() {
    bool isNumber = false;
    const qlonglong offset = m_offset->text().remove(QLocale().groupSeparator()).toLongLong(&isNumber);
    ask({.from = isNumber ? std::optional(Offset{offset}) : std::nullopt});
}

void RecordBrowser::older() {
    ask({.before = m_page.records.empty() ? m_page.high : m_olderBefore});
}

void RecordBrowser::newer() {
    ask({.from = m_page.next});
}

/// A filter that found nothing would keep the log busy for ever: only who asked for that gets it.
void RecordBrowser::tail() {
    const bool waitsForTheFirst = m_page.records.empty() && m_filter->text().isEmpty();
    if (isVisible() && !m_asked && (m_tail->isChecked() || waitsForTheFirst)) {
        fillPartitions();
        ask({.ofTail = m_tail->isChecked()});
    }
}

void RecordBrowser::ask(const Wish& wish) {
    if (m_partition->currentIndex() < 0) {
        return;
    }
    if (m_asked) {
        m_next = wish;
        return;
    }
    m_asked = true;
    const RecordsWanted wanted{.partition = PartitionNo{m_partition->currentData().toInt()},
                               .from = wish.from,
                               .at = {},
                               .before = wish.before,
                               .contains = m_filter->text().toStdString(),
                               .limit = recordsAPage};
    m_feed.api().records(wanted, answerOn<RecordPage>(this, [this, wish](const auto& answer) {
                             m_asked = false;
                             if (m_next) {
                                 ask(*std::exchange(m_next, std::nullopt));
                             } else if (m_partition->currentIndex() < 0) {
                                 return; // what was said of it stays
                             } else if (answer) {
                                 take(*answer, wish);
                             } else {
                                 m_state->setText(troubleText(answer.error().sentence));
                             }
                         }));
}

void RecordBrowser::take(const RecordPage& page, const Wish& wish) {
    const Offset begin = page.records.size() < recordsAPage ? page.from : page.records.front().offset;
    m_olderBefore = begin;
    if (wish.before && page.records.empty()) { // what is shown stays; another click looks further back
        m_state->setText(page.from <= page.low
                             ? tr("Nothing older that the log still has matches.")
                             : tr("Nothing in the %Ln records before: “Older” looks further back than offset %1.",
                                  nullptr, countable(page.lookedAt))
                                   .arg(QLocale().toString(static_cast<qlonglong>(page.from.value()))));
        return;
    }
    const Offset seen =
        std::exchange(m_tailedTo, wish.ofTail ? std::optional(page.next) : std::nullopt).value_or(begin);
    m_state->setText(stateOf(page, wish.ofTail ? begin.value() - seen.value() : 0));
    showPage(page);
    if (wish.from && m_model.rowCount() > 0) {
        m_table->selectRow(0);
    } else if (m_model.rowCount() > 0) {
        m_table->scrollToBottom();
    }
    if (!wish.ofTail) {
        showRecord();
    }
}

/// The chosen record stays chosen. When it is not among these no neighbour is: what is beside the list stays while the
/// newest come, until somebody chooses.
void RecordBrowser::showPage(const RecordPage& page) {
    const int row = m_table->currentIndex().row();
    const auto chosen = row < 0 ? std::nullopt : std::optional(m_page.records[static_cast<std::size_t>(row)]);
    m_changing = true;
    m_page = page;
    m_model.setTable(tableOf(page));
    const bool stays = chosen && std::ranges::any_of(page.records, [&](const SeenRecord& record) {
                           return record.offset == chosen->offset && record.partition == chosen->partition;
                       });
    if (!stays) {
        m_table->selectionModel()->clear();
    }
    m_changing = false;
}

void RecordBrowser::showRecord() {
    if (m_changing) {
        return;
    }
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_model.rowCount()) {
        m_view->clear();
        return;
    }
    const SeenRecord& record = m_page.records[static_cast<std::size_t>(row)];
    const bool asked = record.offset == m_wanted.offset && record.partition == m_wanted.partition;
    m_view->show(words(m_feed.api().status().topic), record, asked ? std::optional(m_wanted.document) : std::nullopt);
}

} // namespace roundsman
