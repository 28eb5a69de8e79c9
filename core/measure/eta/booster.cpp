#include "core/measure/eta/booster.h"

#include "core/base/check.h"

#include <xgboost/c_api.h>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace roundsman {
namespace {

/// A call that can only fail by our own mistake.
void must(int result) {
    check(result == 0, XGBGetLastError());
}

class Matrix {
public:
    Matrix(std::span<const LegFeatures> rows, std::span<const float> targets) {
        must(XGDMatrixCreateFromMat(rows.front().data(), rows.size(), legFeatureCount,
                                    std::numeric_limits<float>::quiet_NaN(), &m_handle));
        must(XGDMatrixSetFloatInfo(m_handle, "label", targets.data(), targets.size()));
    }
    ~Matrix() { XGDMatrixFree(m_handle); }
    Matrix(const Matrix&) = delete;
    Matrix& operator=(const Matrix&) = delete;
    [[nodiscard]] DMatrixHandle handle() const { return m_handle; }

private:
    DMatrixHandle m_handle = nullptr;
};

void set(BoosterHandle booster, const char* name, const std::string& value) {
    must(XGBoosterSetParam(booster, name, value.c_str()));
}

/// NumPy's array interface, which is how XGBoost takes rows without copying them.
std::string arrayInterface(std::span<const LegFeatures> rows) {
    return R"({"data":[)" + std::to_string(reinterpret_cast<std::uintptr_t>(rows.data())) + R"(,true],"shape":[)" +
           std::to_string(rows.size()) + "," + std::to_string(legFeatureCount) + R"(],"typestr":"<f4","version":3})";
}

} // namespace

void Booster::Close::operator()(void* handle) const {
    XGBoosterFree(handle);
}

Booster Booster::train(std::span<const LegFeatures> rows, std::span<const float> targets,
                       const BoosterSettings& settings) {
    check(!rows.empty() && rows.size() == targets.size(), "a model is trained from rows with a target each");
    const Matrix matrix(rows, targets);
    const DMatrixHandle known[] = {matrix.handle()};
    BoosterHandle raw = nullptr;
    must(XGBoosterCreate(known, 1, &raw));
    Handle handle(raw);
    set(raw, "objective", "reg:quantileerror");
    set(raw, "quantile_alpha", "[0.5, 0.9]");
    set(raw, "tree_method", "hist");
    set(raw, "nthread", "1");
    set(raw, "verbosity", "0");
    set(raw, "seed", std::to_string(settings.seed));
    set(raw, "max_depth", std::to_string(settings.depth));
    set(raw, "eta", std::to_string(settings.learningRate));
    set(raw, "subsample", std::to_string(settings.rowShare));
    set(raw, "colsample_bytree", std::to_string(settings.columnShare));
    set(raw, "min_child_weight", std::to_string(settings.leafWeightMin));
    for (unsigned round = 0; round < settings.rounds; ++round) {
        must(XGBoosterUpdateOneIter(raw, static_cast<int>(round), matrix.handle()));
    }
    return Booster(std::move(handle));
}

std::expected<Booster, std::string> Booster::fromBytes(std::string_view bytes) {
    BoosterHandle raw = nullptr;
    must(XGBoosterCreate(nullptr, 0, &raw));
    Handle handle(raw);
    if (XGBoosterLoadModelFromBuffer(raw, bytes.data(), bytes.size()) != 0) {
        return std::unexpected("not a trained model");
    }
    bst_ulong features = 0;
    if (XGBoosterGetNumFeature(raw, &features) != 0 || features != legFeatureCount) {
        return std::unexpected("a model of other features: train it again");
    }
    set(raw, "nthread", "1");
    set(raw, "verbosity", "0");
    return Booster(std::move(handle));
}

std::string Booster::bytes() const {
    bst_ulong length = 0;
    const char* data = nullptr;
    must(XGBoosterSaveModelToBuffer(m_handle.get(), R"({"format":"ubj"})", &length, &data));
    return {data, length};
}

void Booster::predict(std::span<const LegFeatures> rows, std::vector<Quantiles>& out) const {
    if (rows.empty()) {
        return;
    }
    constexpr const char* config = R"({"type":0,"training":false,"iteration_begin":0,"iteration_end":0,)"
                                   R"("strict_shape":true,"missing":NaN,"cache_id":0})";
    const bst_ulong* shape = nullptr;
    bst_ulong dimensions = 0;
    const float* results = nullptr;
    must(XGBoosterPredictFromDense(m_handle.get(), arrayInterface(rows).c_str(), config, nullptr, &shape, &dimensions,
                                   &results));
    check(dimensions == 2 && shape[0] == rows.size() && shape[1] == 2, "a model answers two quantiles a row");
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const float middle = results[2 * row];
        out.push_back({middle, std::max(middle, results[2 * row + 1])}); // trees of two quantiles may cross
    }
}

} // namespace roundsman
