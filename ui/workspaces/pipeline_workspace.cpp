#include "ui/workspaces/pipeline_workspace.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/answer_columns.h"
#include "ui/models/engine_words.h"
#include "ui/models/trouble_words.h"
#include "ui/panels/column_keeper.h"
#include "ui/panels/facts.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/tone_delegate.h"
#include "ui/theme/theme.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/workbench.h"

#include <QCheckBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds refreshEvery{1000};
constexpr int storageEverySeconds = 10;
constexpr std::size_t ratesOverSeconds = 10;
constexpr int lanesInSight = 8;
constexpr int destinationsInSight = 5;
constexpr double lagIsBad = 5;
constexpr double lagIsWarning = 1;
constexpr double daysAreBad = 2;
constexpr double daysAreWarning = 14; // time enough to order a disk
constexpr double daysAreYears = 3650;

std::vector<TableColumn> laneColumns() {
    return {wholeColumn("partition", PipelinePage::tr("Partition")),
            wholeColumn("lag", PipelinePage::tr("Lag, s")),
            wholeColumn("behind", PipelinePage::tr("Records behind")),
            wholeColumn("updates", PipelinePage::tr("Updates/s")),
            wholeColumn("frames", PipelinePage::tr("Frames/s")),
            {PipelinePage::tr("Queue"),
             [](const Table& table, std::size_t row) {
                 return PipelinePage::tr("%1 of %2")
                     .arg(wholeOf(table.at(row, "queued")))
                     .arg(wholeOf(table.at(row, "queued_max")));
             },
             true},
            timeColumn("lane_time", PipelinePage::tr("Lane time")),
            wholeColumn("next", PipelinePage::tr("Next offset")),
            textColumn("state", PipelinePage::tr("State"))};
}

std::vector<TableColumn> verdictColumns() {
    return {judgedColumn("what", PipelinePage::tr("Verdict")), judgedColumn("reason", PipelinePage::tr("Reason")),
            wholeColumn("documents", PipelinePage::tr("Documents")), wholeColumn("rate", PipelinePage::tr("A second"))};
}

std::vector<TableColumn> storageColumns() {
    return {textColumn("what", PipelinePage::tr("What")),
            {PipelinePage::tr("Size"),
             [](const Table& table, std::size_t row) {
                 const Cell& bytes = table.at(row, "bytes");
                 return isNothing(bytes) ? QString() : bytesText(wholeOf(bytes));
             },
             true},
            wholeColumn("rows", PipelinePage::tr("Rows"))};
}

std::vector<TableColumn> outboxColumns() {
    return {
        textColumn("destination", PipelinePage::tr("Destination")), wholeColumn("waiting", PipelinePage::tr("Waiting")),
        wholeColumn("oldest", PipelinePage::tr("Oldest, s")),       wholeColumn("sent", PipelinePage::tr("Arrived")),
        wholeColumn("set_aside", PipelinePage::tr("Set aside")),    textColumn("state", PipelinePage::tr("State"))};
}

QColor laneColour(const QModelIndex& index, const Tones& tones) {
    if (index.column() != 1) {
        return index.column() == 0 ? tones.text : tones.textMuted;
    }
    const double lag = index.data(TableModel::sortRole).toDouble();
    return lag > lagIsBad ? tones.bad : lag > lagIsWarning ? tones.warning : tones.good;
}

/// Of the row of what is free; nothing: it cannot be told yet.
std::optional<double> daysLeft(const Table& storage) {
    const Cell& days = storage.at(storage.rows.empty() ? 0 : storage.rows.size() - 1, "days_left");
    return isNothing(days) ? std::nullopt : std::optional(numberOf(days));
}

QString agoText(EventTime then, EventTime now) {
    return then == EventTime{} ? PipelinePage::tr("not yet")
                               : PipelinePage::tr("%1 ago").arg(spanText(std::max(now - then, Millis{0})));
}

} // namespace

QString diskLastsText(const Table& storage) {
    const auto days = daysLeft(storage);
    if (!days) {
        return storage.rows.empty() ? QString() : PipelinePage::tr("not known before the first day's trails");
    }
    const QString rate = bytesText(wholeOf(storage.at(storage.rows.size() - 1, "bytes_a_day")));
    if (*days > daysAreYears) {
        return PipelinePage::tr("over ten years, at %1 of trails a day").arg(rate);
    }
    return *days < 2 ? PipelinePage::tr("less than two days, at %1 of trails a day").arg(rate)
                     : PipelinePage::tr("%1 days, at %2 of trails a day").arg(QString::number(std::floor(*days)), rate);
}

Table laneTable(const NodeStatus& status) {
    Table table;
    table.columns = {"partition", "lag",        "behind",    "updates", "frames",
                     "queued",    "queued_max", "lane_time", "next",    "state"};
    for (const LaneStatus& lane : status.lanes) {
        const QString state = !lane.trouble.empty() ? troubleText(lane.trouble)
                              : lane.caughtUp       ? PipelinePage::tr("caught up")
                                                    : PipelinePage::tr("catching up");
        table.rows.push_back(
            {Cell(std::int64_t{lane.partition.value()}), Cell(static_cast<double>(lane.lag.count()) / 1000),
             Cell(std::max<std::int64_t>(0, lane.logEnd.value() - lane.nextOffset.value())),
             Cell(static_cast<std::int64_t>(lane.updatesPerSecond)),
             Cell(static_cast<std::int64_t>(lane.framesPerSecond)), Cell(static_cast<std::int64_t>(lane.queued)),
             Cell(static_cast<std::int64_t>(lane.queuedMax)), Cell(lane.laneTime), Cell(lane.nextOffset.value()),
             Cell(state.toStdString())});
    }
    return table;
}

Table outboxTable(const NodeStatus& status) {
    Table table;
    table.columns = {"destination", "waiting", "oldest", "sent", "set_aside", "state"};
    for (const DestinationStatus& at : status.outbox) {
        const QString state = !at.trouble.empty() ? troubleText(at.trouble)
                              : at.waiting > 0    ? PipelinePage::tr("sending")
                                                  : PipelinePage::tr("all arrived");
        table.rows.push_back({Cell(at.name), Cell(static_cast<std::int64_t>(at.waiting)),
                              Cell(static_cast<double>(at.oldest.count()) / 1000),
                              Cell(static_cast<std::int64_t>(at.sent)), Cell(static_cast<std::int64_t>(at.setAside)),
                              Cell(state.toStdString())});
    }
    return table;
}

Table verdictTable(const VerdictCounts& now, const VerdictCounts& before, double seconds) {
    Table table;
    table.columns = {"what", "reason", "documents", "rate"};
    const auto add = [&](std::string what, std::string reason, std::uint64_t count, std::uint64_t earlier) {
        const double rate = seconds > 0 && count >= earlier ? static_cast<double>(count - earlier) / seconds : 0;
        table.rows.push_back(
            {Cell(std::move(what)), Cell(std::move(reason)), Cell(static_cast<std::int64_t>(count)), Cell(rate)});
    };
    for (std::size_t v = 0; v < verdictCount; ++v) {
        add(std::string(toText(static_cast<Verdict>(v))), {}, now.byVerdict[v], before.byVerdict[v]);
    }
    for (std::size_t r = 1; r < reasonCount; ++r) {
        if (now.byReason[r] > 0) {
            add({}, std::string(toText(static_cast<Reason>(r))), now.byReason[r], before.byReason[r]);
        }
    }
    return table;
}

PipelinePage::PipelinePage(FrameFeed& feed, QWidget* parent)
    : QWidget(parent),
      m_feed(feed),
      m_tones(&darkTones()),
      m_lanes(laneColumns()),
      m_verdicts(verdictColumns()),
      m_outbox(outboxColumns()),
      m_storage(storageColumns()) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(18, 16, 18, 12);
    page->setSpacing(10);
    m_trouble = new QLabel;
    m_trouble->setWordWrap(true);
    m_trouble->setAccessibleName(tr("Trouble"));
    page->addWidget(m_trouble);
    m_laneTable = section(*page, tr("Lanes"), m_lanes, 3);
    m_laneDelegate = new ToneDelegate(laneColour, m_laneTable);
    m_laneTable->setItemDelegate(m_laneDelegate);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(24);
    auto* left = new QVBoxLayout;
    left->setSpacing(12);
    section(*left, tr("Verdicts"), m_verdicts, 1);
    m_outboxPart = new QWidget;
    auto* outbox = new QVBoxLayout(m_outboxPart);
    outbox->setContentsMargins(0, 0, 0, 0);
    m_outboxTable = section(*outbox, tr("Outbox"), m_outbox, 1);
    m_outboxTable->setToolTip(tr("What leaves this node: topics and webhooks; a row waits until it has arrived"));
    left->addWidget(m_outboxPart);
    auto* right = new QVBoxLayout;
    right->setSpacing(12);
    m_node = new Facts(tr("Node"), {tr("Log"), tr("Running for"), tr("Updates/s"), tr("Lag")});
    m_history = new Facts(tr("History"), {tr("Last commit"), tr("Commit took"), tr("Longest"), tr("Committed"),
                                          tr("Queue"), tr("Snapshot")});
    right->addWidget(m_node);
    m_disk = new Facts(tr("Disk"), {tr("Full in")});
    m_disk->setToolTip(tr("By what trails took on the newest whole day, as “roundsman doctor --history” says"));
    right->addWidget(m_disk);
    right->addWidget(m_history);
    section(*right, tr("On disk"), m_storage, 1);
    lower->addLayout(left, 1);
    lower->addLayout(right, 1);
    page->addLayout(lower, 5);
    connect(&m_timer, &QTimer::timeout, this, &PipelinePage::refresh);
    m_timer.start(refreshEvery);
    refresh();
}

QTableView* PipelinePage::section(QVBoxLayout& column, const QString& title, TableModel& model, int stretch) {
    auto* heading = new QLabel(title.toUpper());
    heading->setProperty("role", QStringLiteral("section"));
    column.addWidget(heading);
    QTableView* table = plainTable(&model, title);
    fitColumns(*table);
    column.addWidget(table, stretch);
    return table;
}

void PipelinePage::refresh() {
    const NodeStatus status = m_feed.api().status();
    m_counts.emplace_back(status.now, status.verdicts);
    if (m_counts.size() > ratesOverSeconds) {
        m_counts.pop_front();
    }
    if (!isVisible()) {
        return;
    }
    const auto& [since, before] = m_counts.front();
    m_lanes.setTable(laneTable(status));
    fitRows(*m_laneTable, lanesInSight);
    m_verdicts.setTable(
        verdictTable(status.verdicts, before, std::chrono::duration<double>(status.now - since).count()));
    m_outbox.setTable(outboxTable(status));
    fitRows(*m_outboxTable, destinationsInSight);
    m_outboxPart->setVisible(!status.outbox.empty());
    const QString trouble = troubleText(!status.trouble.empty()      ? status.trouble
                                        : !status.logTrouble.empty() ? status.logTrouble
                                                                     : status.history.trouble);
    m_trouble->setVisible(!trouble.isEmpty());
    m_trouble->setText(trouble);
    QPalette palette = m_trouble->palette();
    palette.setColor(QPalette::WindowText, m_tones->bad);
    m_trouble->setPalette(palette);
    m_node->setValues({status.logKind == "kafka" ? tr("Kafka") : tr("embedded"),
                       status.startedAt == EventTime{} ? QStringLiteral("–") : spanText(status.now - status.startedAt),
                       QLocale().toString(qRound(status.updatesPerSecond)),
                       tr("%1 s").arg(QLocale().toString(static_cast<double>(status.lag.count()) / 1000, 'f', 1))});
    showHistory(status);
    if (m_seconds++ % storageEverySeconds == 0) {
        refreshStorage();
    }
}

void PipelinePage::showHistory(const NodeStatus& status) {
    const HistoryStatus& history = status.history;
    if (!history.kept) {
        m_history->setValues({tr("no history is kept")});
        return;
    }
    m_history->setValues({agoText(history.committedAt, status.now),
                          tr("%1 ms").arg(QLocale().toString(history.lastCommitMillis, 'f', 1)),
                          tr("%1 ms").arg(QLocale().toString(history.longestCommitMillis, 'f', 1)),
                          tr("%1 documents in %2 commits")
                              .arg(QLocale().toString(static_cast<qulonglong>(history.documents)))
                              .arg(QLocale().toString(static_cast<qulonglong>(history.commits))),
                          tr("%1 of %2").arg(history.queued).arg(history.queuedMax),
                          agoText(history.snapshotAt, status.now)});
}

void PipelinePage::refreshStorage() {
    if (m_asked) {
        return;
    }
    m_asked = true;
    m_feed.api().query({.kind = QueryKind::storage, .id = {}, .text = {}, .bucket = {}, .timeZone = {}},
                       answerOn<Table>(this, [this](const auto& answer) {
                           m_asked = false;
                           if (answer) {
                               m_storage.setTable(*answer);
                               showDisk();
                           }
                       }));
}

void PipelinePage::showDisk() {
    const QString words = diskLastsText(m_storage.table());
    m_disk->setValues({words});
    m_disk->setVisible(!words.isEmpty());
    const auto days = daysLeft(m_storage.table());
    m_disk->setValueColour(0, days && *days < daysAreBad       ? m_tones->bad
                              : days && *days < daysAreWarning ? m_tones->warning
                                                               : m_tones->text);
}

QString PipelinePage::diskLasts() const {
    return diskLastsText(m_storage.table());
}

void PipelinePage::setTones(const Tones& tones) {
    m_tones = &tones;
    m_laneDelegate->setTones(tones);
    refresh();
    showDisk();
}

LogPane::LogPane(FrameFeed& feed, QWidget* parent)
    : QWidget(parent),
      m_feed(feed),
      m_model({timeColumn("time", tr("Time")), textColumn("level", tr("Level")), textColumn("part", tr("Part")),
               textColumn("message", tr("Message"))}) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 8);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    m_text = new QLineEdit;
    m_text->setPlaceholderText(tr("Only lines that contain…"));
    m_text->setAccessibleName(tr("Filter log lines"));
    m_text->setClearButtonEnabled(true);
    m_onlyTrouble = new QCheckBox(tr("Warnings and errors"));
    head->addWidget(m_text, 1);
    head->addWidget(m_onlyTrouble);
    column->addLayout(head);
    m_table = plainTable(&m_model, tr("Log lines"));
    new ColumnKeeper(*m_table, {128, 76, 90}, 3);
    column->addWidget(m_table, 1);
    const QScrollBar* bar = m_table->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar] { m_follows = bar->value() >= bar->maximum(); });
    connect(bar, &QScrollBar::rangeChanged, this, &LogPane::follow);
    connect(m_text, &QLineEdit::textChanged, this, &LogPane::refresh);
    connect(m_onlyTrouble, &QCheckBox::toggled, this, &LogPane::refresh);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    m_timer.start(refreshEvery);
}

/// Who reads further up reads on: the line on top stays there while new ones come below and old ones fall off.
void LogPane::refresh() {
    const bool follows = m_follows;
    const QPersistentModelIndex top = m_table->indexAt({});
    m_model.setTable(logTable(m_feed.api().logLines(), m_text->text(), m_onlyTrouble->isChecked()));
    m_follows = follows; // rows that go push the bar about
    follow();
    if (!m_follows && top.isValid()) {
        m_table->verticalScrollBar()->setValue(top.row());
    }
}

void LogPane::follow() {
    if (m_follows) {
        m_table->scrollToBottom();
    }
}

Table logTable(const std::vector<std::string>& lines, const QString& filter, bool onlyTrouble) {
    Table table;
    table.columns = {"time", "level", "part", "message"};
    for (const std::string& line : lines) {
        QJsonObject fields = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        const auto takeText = [&](const QString& name) {
            return fields.take(name).toString();
        };
        const auto time = parseRfc3339(takeText(QStringLiteral("time")).toStdString());
        const QString level = takeText(QStringLiteral("level"));
        const QString part = takeText(QStringLiteral("part"));
        QString message = takeText(QStringLiteral("message"));
        for (auto at = fields.constBegin(); at != fields.constEnd(); ++at) {
            message += QStringLiteral("  %1=%2").arg(at.key(), at.value().toVariant().toString());
        }
        const bool isTrouble = level == QStringLiteral("warning") || level == QStringLiteral("error");
        if ((onlyTrouble && !isTrouble) ||
            (!message.contains(filter, Qt::CaseInsensitive) && !part.contains(filter, Qt::CaseInsensitive))) {
            continue;
        }
        table.rows.push_back({time ? Cell(*time) : Cell(), Cell(level.toStdString()), Cell(part.toStdString()),
                              Cell(message.toStdString())});
    }
    return table;
}

void buildPipeline(const Workbench& bench) {
    const QString here = QStringLiteral("pipeline");
    auto* page = new PipelinePage(bench.feed);
    auto* log = new LogPane(bench.feed);
    bench.workspaces.setPage(here, page);
    bench.workspaces.setShare(bench.workspaces.addDock(here, QStringLiteral("log-lines"), LogPane::tr("Log lines"), log,
                                                       Qt::BottomDockWidgetArea),
                              5);
    const auto dress = [page, &theme = bench.theme] {
        page->setTones(theme.tones());
    };
    QObject::connect(&bench.theme, &Theme::changed, page, dress);
    dress();
}

} // namespace roundsman
