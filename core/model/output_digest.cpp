#include "core/model/output_digest.h"

#include "core/base/check.h"
#include "core/base/hash.h"

#include <boost/pfr.hpp>

#include <bit>
#include <optional>
#include <ranges>
#include <string>
#include <type_traits>

namespace roundsman {
namespace {

// One value of a row after the other, whatever its type: rows gain fields, and a digest that forgot one would not see
// that they differ.

template <typename T>
void stir(std::uint64_t& h, const T& value);

template <typename Tag, typename Rep>
void stirOne(std::uint64_t& h, StrongId<Tag, Rep> id) {
    h = mixed(h, static_cast<std::uint64_t>(id.value()));
}
void stirOne(std::uint64_t& h, const std::string& text) {
    h = hash64(text, h);
}
void stirOne(std::uint64_t& h, EventTime time) {
    h = mixed(h, static_cast<std::uint64_t>(millisOf(time)));
}
void stirOne(std::uint64_t& h, Millis duration) {
    h = mixed(h, static_cast<std::uint64_t>(duration.count()));
}
void stirOne(std::uint64_t& h, GeoPoint point) {
    stir(h, point.latitudeE7());
    stir(h, point.longitudeE7());
}
template <typename T>
void stirOne(std::uint64_t& h, const std::optional<T>& value) {
    stir(h, value.has_value());
    if (value) {
        stir(h, *value);
    }
}
/// All that is not a number has one bit pattern, wherever it came from.
template <std::floating_point T>
void stirOne(std::uint64_t& h, T value) {
    h = mixed(h, value == value ? std::bit_cast<std::uint64_t>(static_cast<double>(value)) : 1);
}
template <typename T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
void stirOne(std::uint64_t& h, T value) {
    h = mixed(h, static_cast<std::uint64_t>(value));
}

template <typename T>
concept Stirrable = requires(std::uint64_t& h, const T& value) { stirOne(h, value); };

template <typename T>
void stir(std::uint64_t& h, const T& value) {
    if constexpr (Stirrable<T>) {
        stirOne(h, value);
    } else if constexpr (requires { value.toBytes(); }) {
        h = hash64(value.toBytes(), h);
    } else if constexpr (std::ranges::range<T>) {
        h = mixed(h, static_cast<std::uint64_t>(std::ranges::size(value)));
        for (const auto& item : value) {
            stir(h, item);
        }
    } else {
        boost::pfr::for_each_field(value, [&](const auto& field) { stir(h, field); });
    }
}

} // namespace

void OutputDigest::add(const LaneOutput& output) {
    std::size_t next = 0;
    const auto table = [&](const auto& rows) {
        Table& its = m_tables[next++];
        its.rows += rows.size();
        for (const auto& row : rows) {
            stir(its.digest, row);
        }
    };
    table(output.fixes);
    table(output.markets);
    table(output.riders);
    table(output.orders);
    table(output.orderEvents);
    table(output.merchants);
    table(output.people);
    table(output.quarantine);
    table(output.settings);
    table(output.answers);
    table(output.outbox);
    table(output.surge);
    table(output.areaRollups);
    table(output.merchantRollups);
    table(output.completeness);
    table(output.fenceEvents);
    table(output.ladder);
    table(output.etas);
    table(output.legs);
    table(output.alerts);
    check(next == m_tables.size(), "every table is added");
}

} // namespace roundsman
