#include "tests/ui/support/past_node.h"

#include "core/history/history_writer.h"
#include "core/lane/lane.h"
#include "tests/core/history/fleet_log.h"

#include <stdexcept>
#include <utility>

namespace roundsman {

namespace {

constexpr std::int64_t recordsWritten = 1700;
constexpr std::int64_t silentFrom = 700; // records that nobody heard: some three minutes
constexpr std::int64_t silentTo = 960;
constexpr std::int64_t piece = 20;

} // namespace

PastNode::PastNode() : m_history{m_folder.path().toStdString(), {}} {
    writeHistory();
    m_thread = std::jthread([this](const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        while (m_wake.wait(lock, stop, [this] { return !m_held && !m_waiting.empty(); })) {
            const std::function<void()> work = std::move(m_waiting.front());
            m_waiting.erase(m_waiting.begin());
            lock.unlock();
            work();
            lock.lock();
        }
    });
}

PastNode::~PastNode() = default;

void PastNode::writeHistory() {
    tests::FleetLog log(recordsWritten);
    auto history = HistoryWriter::open(tests::historyIn(m_folder.path().toStdString()));
    Lane lane(PartitionNo{0}, LaneSettings{});
    LaneOutput out;
    for (std::int64_t at = 0; at < recordsWritten; at += piece) {
        if (at >= silentFrom && at < silentTo) {
            continue;
        }
        const auto views = log.read(at, at + piece);
        m_begin = at == 0 ? views.front().logTime : m_begin;
        m_gap.first = at < silentFrom ? views.back().logTime : m_gap.first;
        m_gap.second = at == silentTo ? views.front().logTime : m_gap.second;
        lane.apply(views, out);
        (*history)->write(out);
        out.clear();
        if (const auto written = (*history)->commit(); !written) {
            throw std::runtime_error(written.error().sentence);
        }
    }
    m_last = lane.frame();
}

void PastNode::later(std::function<void()> work) {
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back(std::move(work));
    m_wake.notify_all();
}

void PastNode::hold(bool on) {
    const std::scoped_lock lock(m_mutex);
    m_held = on;
    m_wake.notify_all();
}

std::unique_ptr<Subscription> PastNode::watchFrames(std::function<void()> changed) {
    changed();
    return std::make_unique<Subscription>();
}

Picture PastNode::picture() const {
    return {.lanes = {m_last}};
}

NodeStatus PastNode::status() const {
    NodeStatus status;
    status.version = "test";
    status.ready = true;
    status.logKind = "local";
    status.now = end();
    status.history.kept = true;
    return status;
}

void PastNode::recentFixes(PartitionNo, RiderNo, Answer<std::vector<FixSeen>> answer) {
    answer(std::vector<FixSeen>{});
}

void PastNode::trail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to,
                     Answer<std::vector<FixSeen>> answer) {
    later([=, this, answer = std::move(answer)] { answer(m_history.trail(partition, rider, from, to)); });
}

void PastNode::record(PartitionNo, Offset, Answer<std::string> answer) {
    answer(std::unexpected(Trouble{"no log here"}));
}

void PastNode::records(RecordsWanted, Answer<RecordPage> answer) {
    answer(std::unexpected(Trouble{"no log here"}));
}

void PastNode::query(Query query, Answer<Table> answer) {
    later([this, query = std::move(query), answer = std::move(answer)] { answer(m_history.answer(query)); });
}

void PastNode::pictureAt(EventTime time, Answer<Picture> answer) {
    ++m_picturesAsked;
    later([this, time, answer = std::move(answer)] { answer(m_history.pictureAt(time)); });
}

void PastNode::submit(std::string, Answer<DocumentRef> answer) {
    answer(std::unexpected(Trouble{"no log here"}));
}

} // namespace roundsman
