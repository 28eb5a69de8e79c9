#include "core/measure/surge_limits.h"

#include "core/measure/measure_bytes.h"
#include "core/model/cell_text.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr std::string_view cellPrefix = "cell/";
constexpr std::string_view areaPrefix = "zone/";
constexpr std::string_view wholeMarket = "market";
constexpr std::size_t limitBytesMin = 60;

bool isOurs(const Event& event) {
    return event.kind == EventKind::command &&
           (event.command == CommandKind::limitSurge || event.command == CommandKind::liftSurge);
}

void putLimit(ByteWriter& out, const SurgeLimit& limit) {
    out.put(std::string_view(limit.target));
    out.put(limit.market.value());
    out.put(limit.cap);
    out.put(limit.frozen);
    out.put(std::string_view(limit.reason));
    out.put(std::string_view(limit.by));
    putTime(out, limit.since);
    putTime(out, limit.until);
    out.put(limit.version);
    putDocument(out, limit.document);
}

SurgeLimit getLimit(ByteReader& in) {
    SurgeLimit limit;
    limit.target = in.getText();
    limit.market = getId<MarketNo>(in);
    limit.cap = in.get<double>();
    limit.frozen = in.get<bool>();
    limit.reason = in.getText();
    limit.by = in.getText();
    limit.since = getTime(in);
    limit.until = getTime(in);
    limit.version = in.get<std::uint32_t>();
    limit.document = getDocument(in);
    return limit;
}

} // namespace

std::optional<CellId> cellOfTarget(std::string_view target) {
    return target.starts_with(cellPrefix) ? cellFrom(target.substr(cellPrefix.size())) : std::nullopt;
}

std::string_view areaOfTarget(std::string_view target) {
    return target.starts_with(areaPrefix) ? target.substr(areaPrefix.size()) : std::string_view{};
}

SurgeLimits::Standing SurgeLimits::standingOf(SurgeLimit limit) {
    Standing standing{.limit = std::move(limit), .cell = {}, .shape = {}};
    standing.cell = cellOfTarget(standing.limit.target);
    return standing;
}

void SurgeLimits::areaChanged(std::string_view id) {
    for (auto& [key, standing] : m_limits) {
        if (areaOfTarget(key.second) == id) {
            standing.shape.reset();
            standing.looked = false;
        }
    }
}

std::string_view SurgeLimits::objectionTo(const Event& event, MarketNo market, EventTime logTime) const {
    if (!isOurs(event)) {
        return {};
    }
    if (market == noMarket) {
        return "unknown_market";
    }
    const auto standing = m_limits.find(Key{market, event.subject});
    const bool stands = standing != m_limits.end() && standing->second.limit.until > logTime;
    if (event.expectedVersion && *event.expectedVersion != (stands ? standing->second.limit.version : 0)) {
        return "conflicting_version";
    }
    if (event.command == CommandKind::liftSurge) {
        return stands ? std::string_view{} : "not_limited";
    }
    if (m_limits.size() >= surgeLimitsMax && !stands) {
        return "too_many_limits";
    }
    return objectionToLimit(event, market, logTime);
}

std::string_view SurgeLimits::objectionToLimit(const Event& event, MarketNo market, EventTime logTime) const {
    const std::string_view area = areaOfTarget(event.subject);
    if (!area.empty()) {
        if (!m_areaOf || m_areaOf(market, area) == nullptr) {
            return "unknown_zone";
        }
    } else if (event.subject != wholeMarket && !cellOfTarget(event.subject)) {
        return "unknown_target";
    }
    if (!event.cap && !event.freeze) {
        return "missing_cap";
    }
    if (event.cap && !(*event.cap >= 1 && *event.cap <= surgeCapMax)) {
        return "cap_out_of_range";
    }
    if (event.reason.empty()) {
        return "missing_reason";
    }
    if (event.reason.size() > surgeReasonBytesMax) {
        return "text_too_long";
    }
    if (!event.until) {
        return "missing_end";
    }
    return *event.until <= logTime                      ? "end_is_past"
           : *event.until - logTime > surgeLimitLongest ? "end_is_too_far"
                                                        : std::string_view{};
}

void SurgeLimits::apply(const AcceptedEvent& seen, const FleetView& fleet, std::vector<SettingsRow>& settings) {
    const Event& event = seen.event;
    if (!isOurs(event) || !seen.commandAccepted) {
        return;
    }
    ++m_version;
    if (event.command == CommandKind::liftSurge) {
        m_limits.erase(Key{seen.market, event.subject});
    } else {
        m_limits.insert_or_assign(Key{seen.market, event.subject},
                                  standingOf({.target = std::string(event.subject),
                                              .market = seen.market,
                                              .cap = event.cap.value_or(0),
                                              .frozen = event.freeze,
                                              .reason = std::string(event.reason),
                                              .by = std::string(event.actor),
                                              .since = seen.logTime,
                                              .until = event.until.value_or(EventTime{}),
                                              .version = m_version,
                                              .document = seen.document}));
    }
    m_picture.reset();
    settings.push_back({.kind = "surge_limit",
                        .name = std::string(fleet.marketName(seen.market)) + "/" + std::string(event.subject),
                        .version = m_version,
                        .since = seen.logTime,
                        .json = std::string(event.data),
                        .document = seen.document});
}

void SurgeLimits::minute(EventTime minute) {
    if (std::erase_if(m_limits, [&](const auto& entry) { return entry.second.limit.until <= minute; }) > 0) {
        m_picture.reset();
    }
}

bool SurgeLimits::holds(Standing& standing, MarketNo market, CellId cell) const {
    if (standing.limit.market != market) {
        return false;
    }
    if (standing.cell) { // of the same size, or a larger one around it
        const int resolution = cellResolution(*standing.cell);
        return *standing.cell == cell ||
               (resolution < cellResolution(cell) && cellOf(cellCentre(cell), resolution) == *standing.cell);
    }
    const std::string_view area = areaOfTarget(standing.limit.target);
    if (area.empty()) {
        return true;
    }
    if (!standing.looked) {
        standing.looked = true;
        if (const Fence* const fence = m_areaOf ? m_areaOf(market, area) : nullptr) {
            standing.shape.emplace(*fence);
        }
    }
    return standing.shape && standing.shape->contains(cellCentre(cell));
}

void SurgeLimits::limit(MarketNo market, CellId cell, SurgeInputs& in) {
    for (auto& [key, standing] : m_limits) {
        if (!holds(standing, market, cell)) {
            continue;
        }
        const SurgeLimit& limit = standing.limit;
        if (limit.cap > 0 && (in.capLimit == 0 || limit.cap < in.capLimit)) {
            in.capLimit = limit.cap;
            in.capDocument = limit.document;
        }
        if (limit.frozen && !in.frozen) {
            in.frozen = true;
            in.freezeDocument = limit.document;
        }
    }
}

std::shared_ptr<const std::vector<SurgeLimit>> SurgeLimits::picture() const {
    if (!m_picture) {
        auto all = std::make_shared<std::vector<SurgeLimit>>();
        for (const auto& [key, standing] : m_limits) {
            all->push_back(standing.limit);
        }
        m_picture = std::move(all);
    }
    return m_picture;
}

void SurgeLimits::save(ByteWriter& out) const {
    out.put(m_version);
    out.put(std::uint64_t{m_limits.size()});
    for (const auto& [key, standing] : m_limits) {
        putLimit(out, standing.limit);
    }
}

bool SurgeLimits::load(ByteReader& in) {
    m_version = in.get<std::uint32_t>();
    m_limits.clear();
    for (std::size_t n = in.getCount(limitBytesMin); n > 0; --n) {
        SurgeLimit limit = getLimit(in);
        Key key{limit.market, limit.target};
        m_limits.insert_or_assign(std::move(key), standingOf(std::move(limit)));
    }
    m_picture.reset();
    return in.ok();
}

} // namespace roundsman
