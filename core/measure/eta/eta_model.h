#pragma once

#include "core/measure/eta/leg_model.h"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace roundsman {

/// A trained model of all kinds of legs, as bytes that travel through the log: versioned, checksummed. Kinds with too
/// few legs have no model and are answered by the lane's own tables.
class EtaModel {
public:
    /// `legs`: outcomes in the order of the log. The same legs give the same bytes.
    static EtaModel train(std::span<const LegRow> legs, std::uint32_t version);

    [[nodiscard]] std::string bytes() const;
    static std::expected<EtaModel, std::string> fromBytes(std::string_view bytes);

    [[nodiscard]] std::uint32_t version() const { return m_version; }
    /// nullptr: not enough was known.
    [[nodiscard]] const LegModel* of(Leg leg) const;

private:
    std::uint32_t m_version = 0;
    std::array<std::optional<LegModel>, legCount> m_legs;
};

} // namespace roundsman
