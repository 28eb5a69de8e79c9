#include "ui/panels/order_fixes.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/answer_columns.h"
#include "ui/models/engine_words.h"
#include "ui/models/trouble_words.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/tone_delegate.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/navigator.h"

#include <QCheckBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <map>

namespace roundsman {

namespace {

constexpr std::size_t recordsALook = 500;
constexpr std::size_t lookedAtMost = 200'000; // records a click; a busy partition holds many times that in an hour
constexpr std::size_t recordsKeptMost = 4000;
constexpr std::size_t rowsAtMost = 6000;
constexpr std::chrono::hours trailAround{24}; // later than a day is told as unknown rather than searched for

// Of the columns below.
constexpr int rawPlace = 2;
constexpr int verdict = 3;
constexpr int admittedPlace = 5;

QString placeText(const Table& table, std::size_t row, std::string_view latitude, std::string_view longitude) {
    const Cell& north = table.at(row, latitude);
    return isNothing(north) ? QString()
                            : QStringLiteral("%1, %2")
                                  .arg(numberOf(north), 0, 'f', 5)
                                  .arg(numberOf(table.at(row, longitude)), 0, 'f', 5);
}

QString timeText(const Table& table, std::size_t row, std::string_view name) {
    const Cell& time = table.at(row, name);
    return isNothing(time) ? QString() : momentText(timeOf(time));
}

bool isTaken(const Table& table, std::size_t row) {
    return !isNothing(table.at(row, "time"));
}

/// With what can be said where no book gives a reason.
QString reasonText(const Table& table, std::size_t row) {
    const QString reason = judgedName(textOf(table.at(row, "reason")));
    const QString hint = spokenText(textOf(table.at(row, "hint")));
    if (isTaken(table, row) && textOf(table.at(row, "reason")) == toText(Reason::impossibleJump)) {
        return OrderFixes::tr("after a jump: anchored anew");
    }
    if (reason.isEmpty() && textOf(table.at(row, "verdict")) == toText(Verdict::duplicate)) {
        return OrderFixes::tr("in no trail and not in quarantine");
    }
    return hint.isEmpty() ? reason : reason + QStringLiteral(": ") + hint;
}

std::vector<TableColumn> fixColumns() {
    return {timeColumn("log_time", OrderFixes::tr("In the log")),
            {OrderFixes::tr("Raw: time"),
             [](const Table& table, std::size_t row) {
                 return isNothing(table.at(row, "raw_time")) ? OrderFixes::tr("none")
                                                             : timeText(table, row, "raw_time");
             }},
            {OrderFixes::tr("Raw: position"),
             [](const Table& table, std::size_t row) {
                 const QString place = placeText(table, row, "raw_latitude", "raw_longitude");
                 return place.isEmpty() ? OrderFixes::tr("cannot be read") : place;
             }},
            {OrderFixes::tr("Verdict"),
             [](const Table& table, std::size_t row) {
                 const QString word = judgedName(textOf(table.at(row, "verdict")));
                 return word.isEmpty() ? OrderFixes::tr("not yet") : word;
             }},
            {OrderFixes::tr("Admitted: time"),
             [](const Table& table, std::size_t row) {
                 return isTaken(table, row) ? timeText(table, row, "time") : QStringLiteral("–");
             }},
            {OrderFixes::tr("Admitted: position"),
             [](const Table& table, std::size_t row) {
                 return isTaken(table, row) ? placeText(table, row, "latitude", "longitude") : QStringLiteral("–");
             }},
            recordColumn(OrderFixes::tr("Record")),
            {OrderFixes::tr("Reason"), reasonText}}; // last: it is the one that may be long
}

QColor verdictColour(const QModelIndex& index, const Tones& tones) {
    if (index.column() != verdict) {
        return index.column() == rawPlace || index.column() == admittedPlace ? tones.text : tones.textMuted;
    }
    const auto* model = qobject_cast<const TableModel*>(index.model());
    const std::string judged = model ? textOf(model->cell(index.row(), "verdict")) : std::string(); // in no language
    return judged == toText(Verdict::accepted)      ? tones.good
           : judged == toText(Verdict::late)        ? tones.warning
           : judged == toText(Verdict::quarantined) ? tones.bad
                                                    : tones.textMuted;
}

} // namespace

OrderFixes::OrderFixes(FrameFeed& feed, Navigator& navigator, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_navigator(navigator), m_model(fixColumns()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    m_words = new QLabel;
    m_words->setProperty("role", QStringLiteral("muted"));
    m_words->setWordWrap(true);
    m_onlyRefused = new QCheckBox(tr("Only what was not accepted"));
    m_read = new QPushButton(tr("Read again"));
    head->addWidget(m_words, 1);
    head->addWidget(m_onlyRefused);
    head->addWidget(m_read);
    column->addLayout(head);
    m_table = plainTable(&m_model, tr("Fixes, raw and admitted"));
    fitColumns(*m_table);
    m_delegate = new ToneDelegate(verdictColour, m_table);
    m_table->setItemDelegate(m_delegate);
    column->addWidget(m_table, 1);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& at) { openRecord(at.row()); });
    connect(m_onlyRefused, &QCheckBox::toggled, this, &OrderFixes::fill);
    connect(m_read, &QPushButton::clicked, this, &OrderFixes::read);
}

void OrderFixes::setTones(const Tones& tones) {
    m_delegate->setTones(tones);
    m_table->viewport()->update();
}

QString OrderFixes::words() const {
    return m_words->text();
}

void OrderFixes::show(const QString& order, PartitionNo partition, const QString& rider, EventTime from, EventTime to) {
    const bool same = order == m_order && rider == m_rider;
    m_order = order;
    m_partition = partition;
    m_rider = rider;
    m_from = from;
    m_to = to;
    if (same) {
        return; // it goes on, perhaps: "Read again" reads what came since
    }
    ++m_reading;
    m_busy = false;
    m_whole = true; // a click begins anew
    m_all = {};
    m_model.setTable({});
    m_words->setText(rider.isEmpty() ? tr("Nobody has had the order yet.") : QString());
    if (isVisible()) {
        read();
    }
}

void OrderFixes::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_all.columns.empty()) {
        read();
    }
}

/// From the beginning; or further, when the last look did not reach the end.
void OrderFixes::read() {
    if (m_busy || m_rider.isEmpty()) {
        return;
    }
    if (m_whole) {
        m_records.clear();
        m_next.reset();
    }
    m_busy = true;
    m_lookedAt = 0;
    m_words->setText(tr("Reading the log…"));
    askRecords();
}

void OrderFixes::askRecords() {
    const RecordsWanted wanted{.partition = m_partition,
                               .from = m_next,
                               .at = m_from,
                               .contains = m_rider.toStdString(),
                               .limit = recordsALook};
    m_feed.api().records(wanted, answerOn<RecordPage>(this, [this, reading = m_reading](const auto& answer) {
                             if (reading != m_reading) {
                                 return;
                             }
                             answer ? takeRecords(*answer) : fail(answer.error());
                         }));
}

void OrderFixes::takeRecords(const RecordPage& page) {
    const bool further = !m_next || page.next > *m_next;
    m_next = page.next;
    m_lookedAt += page.lookedAt;
    bool beyond = false;
    for (const SeenRecord& record : page.records) {
        beyond = beyond || record.logTime > m_to;
        if (!beyond) {
            m_records.push_back(record);
        }
    }
    m_whole = beyond || page.next >= page.high || !further;
    if (m_whole || m_lookedAt >= lookedAtMost || m_records.size() >= recordsKeptMost) {
        askBooks();
    } else {
        askRecords();
    }
}

/// What the documents say of their own time is where the trail has them, however late they came.
void OrderFixes::askBooks() {
    m_verdicts = {};
    const Table raw = rawBesideAdmitted(m_records, m_rider.toStdString(), m_verdicts);
    m_span = {m_from, m_to};
    for (std::size_t row = 0; row < raw.rows.size(); ++row) {
        const Cell& own = raw.at(row, "raw_time");
        const EventTime time = timeOf(isNothing(own) ? raw.at(row, "log_time") : own);
        m_span = {std::min(m_span.first, time), std::max(m_span.second, time)};
    }
    m_span = {std::max(m_span.first, m_from - trailAround), std::min(m_span.second, m_to + trailAround)};
    askTrail();
}

void OrderFixes::askTrail() {
    const Query query{.kind = QueryKind::trail,
                      .from = m_span.first,
                      .to = m_span.second + Millis{1},
                      .id = m_rider.toStdString(),
                      .text = {},
                      .bucket = {},
                      .timeZone = {},
                      .after = m_verdicts.trail.rows.size(),
                      .limit = rowsAtMost};
    m_feed.api().query(query, answerOn<Table>(this, [this, reading = m_reading](const auto& answer) {
                           if (reading != m_reading) {
                               return;
                           }
                           if (!answer) {
                               fail(answer.error());
                               return;
                           }
                           Table& trail = m_verdicts.trail;
                           trail.columns = answer->columns;
                           trail.rows.insert(trail.rows.end(), answer->rows.begin(), answer->rows.end());
                           answer->more && !answer->rows.empty() ? askTrail() : askQuarantine();
                       }));
}

void OrderFixes::askQuarantine() {
    const Query query{.kind = QueryKind::quarantine,
                      .from = m_from,
                      .to = m_to + Millis{1},
                      .id = {},
                      .text = {},
                      .bucket = {},
                      .timeZone = {},
                      .limit = rowsAtMost};
    m_feed.api().query(query, answerOn<Table>(this, [this, reading = m_reading](const auto& answer) {
                           if (reading != m_reading) {
                               return;
                           }
                           if (answer) {
                               m_verdicts.quarantine = *answer;
                               askRecent();
                           } else {
                               fail(answer.error());
                           }
                       }));
}

/// The lane's memory holds his last fixes alone, and knows the reason of every one; without it the rest still stands.
void OrderFixes::askRecent() {
    const auto rider = findRider(m_feed.picture(), m_rider);
    if (const Frame* lane = laneOf(m_feed.picture(), m_partition)) {
        m_verdicts.judgedBefore = lane->nextOffset;
    }
    const auto take = [this, reading = m_reading](const auto& answer) {
        if (reading != m_reading) {
            return;
        }
        if (answer) {
            m_verdicts.recent = *answer;
        }
        m_busy = false;
        m_all = rawBesideAdmitted(m_records, m_rider.toStdString(), m_verdicts);
        fill();
    };
    if (rider && rider->partition == m_partition) {
        m_feed.api().recentFixes(rider->partition, rider->rider, answerOn<std::vector<FixSeen>>(this, take));
    } else {
        take(std::expected<std::vector<FixSeen>, Trouble>(std::vector<FixSeen>{}));
    }
}

void OrderFixes::fail(const Trouble& trouble) {
    m_busy = false;
    m_words->setText(troubleText(trouble.sentence));
}

void OrderFixes::fill() {
    if (m_all.columns.empty()) {
        return; // nothing read yet
    }
    Table shown = m_all;
    if (m_onlyRefused->isChecked()) {
        shown.rows.clear();
        for (std::size_t row = 0; row < m_all.rows.size(); ++row) {
            if (textOf(m_all.at(row, "verdict")) != toText(Verdict::accepted)) {
                shown.rows.push_back(m_all.rows[row]);
            }
        }
    }
    m_model.setTable(std::move(shown));
    m_read->setText(m_whole ? tr("Read again") : tr("Read on"));
    m_words->setText(m_busy ? tr("Reading the log…") : summary());
}

QString OrderFixes::summary() const {
    std::map<std::string, int> counts;
    for (std::size_t row = 0; row < m_all.rows.size(); ++row) {
        ++counts[textOf(m_all.at(row, "verdict"))];
    }
    QStringList words;
    for (const auto& [name, count] : counts) {
        words << QStringLiteral("%1 %2").arg(QLocale().toString(count),
                                             name.empty() ? tr("not judged yet") : judgedName(name));
    }
    QString text = words.isEmpty() ? tr("%1 sent nothing in the order's time that the log still has.").arg(m_rider)
                                   : tr("%1: %2").arg(m_rider, words.join(QStringLiteral(", ")));
    if (!m_whole) {
        text += u' ' + (m_records.empty() ? tr("Not all of the log was looked at.")
                                          : tr("Read up to %1.").arg(momentText(m_records.back().logTime)));
    }
    if (m_verdicts.quarantine.more) {
        text += u' ' + tr("The quarantine holds more of that time than was asked for: some may be told as duplicates.");
    }
    return text;
}

void OrderFixes::openRecord(int row) {
    m_navigator.openRecord({PartitionNo{static_cast<std::int32_t>(wholeOf(m_model.cell(row, "partition")))},
                            Offset{wholeOf(m_model.cell(row, "offset"))},
                            static_cast<std::uint32_t>(wholeOf(m_model.cell(row, "document")))});
}

} // namespace roundsman
