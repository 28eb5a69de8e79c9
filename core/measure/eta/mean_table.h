#pragma once

#include "core/base/bytes.h"
#include "core/base/flat_map.h"

#include <cstdint>
#include <vector>

namespace roundsman {

/// A mean that is believed only as far as there is evidence: so many pseudo-observations of "no effect" pull it to 0.
struct ShrunkMean {
    double sum = 0;
    std::uint32_t count = 0;

    void add(double value) {
        sum += value;
        ++count;
    }
    [[nodiscard]] double mean(double pseudoObservations) const { return sum / (count + pseudoObservations); }
};

/// Means by key (hashes or ids, spread well), in the order in which their keys were first seen: the log's.
class MeanTable {
public:
    [[nodiscard]] const ShrunkMean* find(std::uint64_t key) const {
        const std::uint32_t* at = m_places.find(key);
        return at == nullptr ? nullptr : &m_means[*at].second;
    }
    ShrunkMean& operator[](std::uint64_t key) {
        if (const std::uint32_t* at = m_places.find(key)) {
            return m_means[*at].second;
        }
        m_places.put(key, static_cast<std::uint32_t>(m_means.size()));
        return m_means.emplace_back(key, ShrunkMean{}).second;
    }

    void save(ByteWriter& out) const {
        out.put(static_cast<std::uint64_t>(m_means.size()));
        for (const auto& [key, mean] : m_means) {
            out.put(key);
            out.put(mean.sum);
            out.put(mean.count);
        }
    }
    void load(ByteReader& in) {
        *this = {};
        for (std::size_t left = in.getCount(sizeof(std::uint64_t)); left > 0 && in.ok(); --left) {
            ShrunkMean& mean = (*this)[in.get<std::uint64_t>()];
            mean.sum = in.get<double>();
            mean.count = in.get<std::uint32_t>();
        }
    }

private:
    FlatMap<std::uint32_t> m_places;
    std::vector<std::pair<std::uint64_t, ShrunkMean>> m_means;
};

} // namespace roundsman
