#include "core/base/hash.h"
#include "core/decode/settings_json.h"
#include "core/lane/stages.h"

namespace roundsman {
namespace {

/// Raised with every change of what state means: older bytes are refused and state is rebuilt from the log.
constexpr std::uint32_t snapshotVersion = 6;
constexpr std::uint32_t snapshotMagic = 0x4C4D5252; // "RRML"
constexpr std::string_view damaged = "the snapshot is damaged: rebuild the lane's state from the log";

void saveCounts(ByteWriter& out, const VerdictCounts& counts) {
    for (const std::uint64_t n : counts.byVerdict) {
        out.put(n);
    }
    for (const std::uint64_t n : counts.byReason) {
        out.put(n);
    }
}

VerdictCounts loadCounts(ByteReader& in) {
    VerdictCounts counts;
    for (std::uint64_t& n : counts.byVerdict) {
        n = in.get<std::uint64_t>();
    }
    for (std::uint64_t& n : counts.byReason) {
        n = in.get<std::uint64_t>();
    }
    return counts;
}

} // namespace

Lane::Stages::Stages(PartitionNo partition, LaneSettings settings)
    : m_partition(partition), m_fleet(std::move(settings)) {
    m_admit.configure(m_fleet.settings().admit);
    m_measure.configure(m_fleet.settings());
}

std::string Lane::Stages::payload() const {
    ByteWriter out;
    out.reserve(4096 + m_fleet.riderCount() * 256);
    out.put(m_partition.value());
    out.put(m_next.value());
    out.put(millisOf(m_fleet.laneTime()));
    out.put(std::string_view(settingsToJson(m_fleet.settings())));
    saveCounts(out, m_verdicts);
    m_admit.save(out);
    m_fleet.save(out);
    for (std::uint32_t n = 0; n < m_fleet.riderCount(); ++n) {
        m_admit.saveRider(out, m_fleet.rider(RiderNo{n}));
    }
    m_measure.save(out);
    return out.take();
}

std::string Lane::Stages::save() const {
    const std::string state = payload();
    ByteWriter out;
    out.reserve(state.size() + 32);
    out.put(snapshotMagic);
    out.put(snapshotVersion);
    out.put(hash64(state));
    std::string bytes = out.take();
    return bytes += state;
}

std::expected<void, std::string> Lane::Stages::load(std::string_view bytes) {
    ByteReader head(bytes);
    constexpr std::size_t headBytes = 4 + 4 + 8;
    const auto magic = head.get<std::uint32_t>();
    const auto version = head.get<std::uint32_t>();
    const auto checksum = head.get<std::uint64_t>();
    if (!head.ok() || magic != snapshotMagic) {
        return std::unexpected("these bytes are no snapshot of a lane");
    }
    if (version != snapshotVersion) {
        return std::unexpected("the snapshot is of another version: rebuild the lane's state from the log");
    }
    const std::string_view state = bytes.substr(headBytes);
    if (hash64(state) != checksum || !loadPayload(state)) {
        return std::unexpected(std::string(damaged));
    }
    return {};
}

bool Lane::Stages::loadPayload(std::string_view state) {
    ByteReader in(state);
    m_partition = PartitionNo{in.get<std::int32_t>()};
    m_next = Offset{in.get<std::int64_t>()};
    const EventTime laneTime = eventTimeFromMillis(in.get<std::int64_t>());
    auto settings = settingsFromJson(in.getText());
    if (!settings) {
        return false;
    }
    m_verdicts = loadCounts(in);
    m_admit.load(in);
    m_fleet.load(in);
    for (std::uint32_t n = 0; n < m_fleet.riderCount() && in.ok(); ++n) {
        m_admit.loadRider(in, m_fleet.riders()[RiderNo{n}]);
    }
    if (!in.ok() || !m_measure.load(in) || !in.ok() || !in.atEnd()) {
        return false;
    }
    m_fleet.configure(std::move(*settings));
    m_fleet.setLaneTime(laneTime);
    m_fleet.findCells();
    m_admit.configure(m_fleet.settings().admit);
    m_measure.configure(m_fleet.settings());
    return true;
}

} // namespace roundsman
