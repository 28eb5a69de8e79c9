#include "ui/past/past_export.h"

#include "core/model/cell_text.h"
#include "core/model/rider.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/trouble_words.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

namespace roundsman {

namespace {

constexpr std::size_t pageRows = 5000;
constexpr Millis surgePiece{10 * 60'000};

QString cancelled() {
    return PastExport::tr("cancelled");
}

/// A slot that one answer falls into, on whatever thread it comes.
template <typename T>
class AwaitedAnswer {
public:
    void put(std::expected<T, Trouble> answer) {
        const std::scoped_lock lock(m_mutex);
        m_answer = std::move(answer);
        m_here.notify_all();
    }
    std::expected<T, QString> wait(const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        if (!m_here.wait(lock, stop, [this] { return m_answer.has_value(); })) {
            return std::unexpected(cancelled());
        }
        return *m_answer ? std::expected<T, QString>(std::move(**m_answer))
                         : std::unexpected(troubleText(m_answer->error().sentence));
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_here;
    std::optional<std::expected<T, Trouble>> m_answer;
};

Cell textCell(std::string_view text) {
    return Cell(std::string(text));
}

Cell measuredCell(float value) {
    return value == value && value >= 0 ? Cell(static_cast<double>(value)) : Cell();
}

bool addRiders(RowFile& file, const Picture& picture, EventTime time) {
    for (const FramePtr& lane : picture.lanes) {
        for (const RiderDot& dot : lane->riders) {
            if (!dot.hasFix) {
                continue;
            }
            const bool named = lane->riderIds && dot.rider.value() < lane->riderIds->size();
            const std::vector<Cell> row{Cell(time),
                                        Cell(std::int64_t{lane->partition.value()}),
                                        textCell(named ? std::string_view((*lane->riderIds)[dot.rider.value()]) : ""),
                                        textCell(toText(dot.status)),
                                        Cell(dot.fixTime),
                                        textCell(toText(dot.staleness)),
                                        measuredCell(dot.speedMps),
                                        measuredCell(dot.headingDegrees)};
            if (!file.add(row, {dot.position})) {
                return false;
            }
        }
    }
    return true;
}

bool addSurgeRow(RowFile& file, std::int64_t partition, const SurgeRow& row) {
    return file.add({Cell(row.minute), Cell(partition), Cell(toText(row.cell)), Cell(row.steps.multiplier),
                     Cell(row.steps.shown), textCell(toText(row.steps.reason)),
                     Cell(std::int64_t{row.inputs.openOrders}), Cell(std::int64_t{row.inputs.customers}),
                     Cell(std::int64_t{row.inputs.supply})},
                    cellBoundary(row.cell));
}

} // namespace

std::vector<std::string> exportColumns(ExportWish::What what) {
    switch (what) {
    case ExportWish::What::moment:
    case ExportWish::What::riders:
        return {"time", "partition", "rider", "status", "fix_time", "age", "speed", "heading"};
    case ExportWish::What::surge:
    case ExportWish::What::surgeMoment:
        return {"minute", "partition",   "cell",      "multiplier", "shown",
                "reason", "open_orders", "customers", "idle_riders"};
    case ExportWish::What::trail:
        return {"time", "partition", "rider",    "status",   "speed",  "heading", "accuracy",
                "late", "jumped",    "received", "log_time", "offset", "document"};
    }
    return {};
}

PastExport::PastExport(FrameFeed& feed, ExportWish wish, QObject* parent)
    : QObject(parent), m_feed(feed), m_wish(std::move(wish)) {}

PastExport::~PastExport() {
    m_thread.request_stop();
}

void PastExport::start() {
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void PastExport::run(const std::stop_token& stop) {
    RowFile file(m_wish.path, m_wish.format, exportColumns(m_wish.what));
    QString trouble;
    if (!file.open()) {
        trouble = file.trouble();
    } else if (trouble = write(stop, file); trouble.isEmpty()) {
        trouble = stop.stop_requested() ? cancelled() : file.finish() ? QString() : file.trouble();
    }
    QMetaObject::invokeMethod(
        this, [this, rows = file.rows(), trouble] { Q_EMIT finished(rows, trouble); }, Qt::QueuedConnection);
}

QString PastExport::write(const std::stop_token& stop, RowFile& file) {
    switch (m_wish.what) {
    case ExportWish::What::trail:
        return writeTrail(stop, file);
    case ExportWish::What::surge:
        return writeSurge(stop, file);
    default:
        return writeMoments(stop, file);
    }
}

QString PastExport::writeMoments(const std::stop_token& stop, RowFile& file) {
    const bool single = m_wish.what != ExportWish::What::riders;
    const EventTime to = single ? m_wish.from : m_wish.to;
    for (EventTime time = m_wish.from; time <= to; time += m_wish.every) {
        const auto picture = pictureAt(time, stop);
        if (!picture) {
            return picture.error();
        }
        bool written = true;
        if (m_wish.what == ExportWish::What::surgeMoment) {
            for (const FramePtr& lane : picture->lanes) {
                for (const SurgeRow& row : listOf(lane->surge)) {
                    written = written && addSurgeRow(file, lane->partition.value(), row);
                }
            }
        } else {
            written = addRiders(file, *picture, time);
        }
        if (!written) {
            return file.trouble();
        }
        report(time, file);
    }
    return {};
}

QString PastExport::writeTrail(const std::stop_token& stop, RowFile& file) {
    Query wanted;
    wanted.kind = QueryKind::trail;
    wanted.id = m_wish.rider.toStdString();
    wanted.from = m_wish.from;
    wanted.to = m_wish.to;
    wanted.limit = pageRows;
    const std::vector<std::string> columns = exportColumns(m_wish.what);
    for (bool more = true; more; wanted.after += pageRows) {
        const auto page = query(wanted, stop);
        if (!page) {
            return page.error();
        }
        for (std::size_t row = 0; row < page->rows.size(); ++row) {
            std::vector<Cell> cells;
            cells.reserve(columns.size());
            for (const std::string& column : columns) {
                cells.push_back(page->at(row, column));
            }
            const GeoPoint place =
                GeoPoint::fromDegrees(numberOf(page->at(row, "latitude")), numberOf(page->at(row, "longitude")));
            if (!file.add(cells, {place})) {
                return file.trouble();
            }
        }
        more = page->more;
        if (!page->rows.empty()) {
            report(timeOf(page->at(page->rows.size() - 1, "time")), file);
        }
    }
    return {};
}

QString PastExport::writeSurge(const std::stop_token& stop, RowFile& file) {
    const std::vector<std::string> columns = exportColumns(m_wish.what);
    for (EventTime from = m_wish.from; from < m_wish.to; from += surgePiece) {
        Query wanted;
        wanted.kind = QueryKind::surge;
        wanted.from = from;
        wanted.to = std::min(from + surgePiece, m_wish.to);
        wanted.limit = pageRows;
        for (bool more = true; more; wanted.after += pageRows) {
            const auto page = query(wanted, stop);
            if (!page) {
                return page.error();
            }
            for (std::size_t row = 0; row < page->rows.size(); ++row) {
                std::vector<Cell> cells;
                cells.reserve(columns.size());
                for (const std::string& column : columns) {
                    cells.push_back(page->at(row, column));
                }
                const auto cell = cellFrom(textOf(page->at(row, "cell")));
                if (!file.add(cells, cell ? cellBoundary(*cell) : std::vector<GeoPoint>{})) {
                    return file.trouble();
                }
            }
            more = page->more;
        }
        report(wanted.to, file);
    }
    return {};
}

void PastExport::report(EventTime until, const RowFile& file) {
    const auto whole = static_cast<double>(std::max<std::int64_t>(1, (m_wish.to - m_wish.from).count()));
    const double part = std::clamp(static_cast<double>((until - m_wish.from).count()) / whole, 0.0, 1.0);
    QMetaObject::invokeMethod(
        this, [this, part, rows = file.rows()] { Q_EMIT progressed(part, rows); }, Qt::QueuedConnection);
}

/// Asked on the window's thread, as every question is; waited for here.
std::expected<Picture, QString> PastExport::pictureAt(EventTime time, const std::stop_token& stop) {
    const auto slot = std::make_shared<AwaitedAnswer<Picture>>();
    QMetaObject::invokeMethod(
        this,
        [this, slot, time] {
            m_feed.api().pictureAt(time,
                                   [slot](std::expected<Picture, Trouble> answer) { slot->put(std::move(answer)); });
        },
        Qt::QueuedConnection);
    return slot->wait(stop);
}

std::expected<Table, QString> PastExport::query(const Query& wanted, const std::stop_token& stop) {
    const auto slot = std::make_shared<AwaitedAnswer<Table>>();
    QMetaObject::invokeMethod(
        this,
        [this, slot, wanted] {
            m_feed.api().query(wanted, [slot](std::expected<Table, Trouble> answer) { slot->put(std::move(answer)); });
        },
        Qt::QueuedConnection);
    return slot->wait(stop);
}

} // namespace roundsman
