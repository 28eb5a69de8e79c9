#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace roundsman {

/// The partition whose merchants have many hours; what is taken in meanwhile has others.
inline constexpr int filledPartition = 60;

struct FilledHours {
    std::uint32_t merchants = 20'000;
    std::uint32_t days = 30;
    std::int64_t endMillis = 0; ///< where the last hour ends
};

/// Fills a history with the hours of many merchants, each a few orders with all their figures, as the writer would have
/// left them. A history that has them already is left as it is. True: they were made now.
std::expected<bool, std::string> fillMerchantHours(const std::string& folder, const FilledHours& wanted);

std::string filledMerchantId(std::uint32_t number);

} // namespace roundsman
