#pragma once

#include "core/measure/eta/leg_features.h"

#include <cstddef>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// The middle and the ninth decile of log seconds, as trees say them.
struct Quantiles {
    float p50 = 0;
    float p90 = 0;
};

struct BoosterSettings {
    unsigned rounds = 80;
    unsigned depth = 6;
    double learningRate = 0.1;
    double rowShare = 0.8;
    double columnShare = 0.7;
    double leafWeightMin = 10;
    unsigned seed = 1;
};

/// Boosted trees for two quantiles (XGBoost; this and booster.cpp are the only places that know it). One thread and a
/// fixed seed: the same rows give the same bytes.
class Booster {
public:
    static Booster train(std::span<const LegFeatures> rows, std::span<const float> targets,
                         const BoosterSettings& settings);
    /// Bytes that XGBoost wrote; others are refused with a sentence.
    static std::expected<Booster, std::string> fromBytes(std::string_view bytes);
    [[nodiscard]] std::string bytes() const;

    /// Appends one answer a row.
    void predict(std::span<const LegFeatures> rows, std::vector<Quantiles>& out) const;

private:
    struct Close {
        void operator()(void* handle) const;
    };
    using Handle = std::unique_ptr<void, Close>;

    explicit Booster(Handle handle) : m_handle(std::move(handle)) {}

    Handle m_handle;
};

} // namespace roundsman
