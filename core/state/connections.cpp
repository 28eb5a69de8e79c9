#include "core/state/connections.h"

#include "core/base/hash.h"

namespace roundsman {
namespace {

constexpr std::uint64_t unnamed = 0;

std::uint64_t wordOf(std::string_view name) {
    return name.empty() ? unnamed : hash64(name, 2) | 1U;
}

} // namespace

void Connections::begin(RiderNo rider, std::string_view name, EventTime since) {
    std::size_t younger = 0;
    for (auto at = m_since.lower_bound({rider, 0}); at != m_since.end() && at->first.first == rider;) {
        const bool over = at->second <= since;
        younger += over ? 0 : 1;
        at = over ? m_since.erase(at) : std::next(at);
    }
    if (younger < keptMax) {
        m_since.emplace(Key{rider, wordOf(name)}, since);
    }
}

void Connections::end(RiderNo rider, std::string_view name) {
    if (name.empty()) {
        m_since.erase(m_since.lower_bound({rider, 0}), m_since.upper_bound({rider, UINT64_MAX}));
        return;
    }
    m_since.erase({rider, wordOf(name)});
    m_since.erase({rider, unnamed});
}

bool Connections::any(RiderNo rider) const {
    const auto first = m_since.lower_bound({rider, 0});
    return first != m_since.end() && first->first.first == rider;
}

void Connections::save(ByteWriter& out) const {
    out.put(static_cast<std::uint64_t>(m_since.size()));
    for (const auto& [key, since] : m_since) {
        out.put(key.first.value());
        out.put(key.second);
        out.put(millisOf(since));
    }
}

void Connections::load(ByteReader& in, std::size_t riders) {
    constexpr std::size_t bytesEach = 4 + 8 + 8;
    const std::size_t count = in.getCount(bytesEach);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        const RiderNo rider{in.get<std::uint32_t>()};
        const auto word = in.get<std::uint64_t>();
        m_since[{rider, word}] = eventTimeFromMillis(in.get<std::int64_t>());
        if (rider.value() >= riders) {
            in.fail();
        }
    }
}

} // namespace roundsman
