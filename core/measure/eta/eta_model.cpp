#include "core/measure/eta/eta_model.h"

#include "core/base/crc32c.h"

namespace roundsman {
namespace {

constexpr std::uint32_t formatVersion = 2;
constexpr std::string_view magic = "rm-eta";

double secondsOf(const LegRow& leg) {
    return std::chrono::duration<double>(leg.endedAt - leg.startedAt).count();
}

} // namespace

EtaModel EtaModel::train(std::span<const LegRow> legs, std::uint32_t version) {
    EtaModel model;
    model.m_version = version;
    for (std::size_t kind = 0; kind < legCount; ++kind) {
        std::vector<LegModel::Row> rows;
        for (const LegRow& leg : legs) {
            if (leg.query.leg == static_cast<Leg>(kind) && leg.endedAt > leg.startedAt) {
                rows.push_back({leg.query, secondsOf(leg)});
            }
        }
        if (rows.size() >= LegModel::rowsMin) {
            model.m_legs[kind] = LegModel::train(static_cast<Leg>(kind), rows);
        }
    }
    return model;
}

const LegModel* EtaModel::of(Leg leg) const {
    const auto& model = m_legs[static_cast<std::size_t>(leg)];
    return model ? &*model : nullptr;
}

std::string EtaModel::bytes() const {
    ByteWriter out;
    out.put(magic);
    out.put(formatVersion);
    out.put(m_version);
    for (const auto& model : m_legs) {
        out.put(static_cast<std::uint8_t>(model.has_value()));
        if (model) {
            model->save(out);
        }
    }
    out.put(crc32c(out.bytes()));
    return out.take();
}

std::expected<EtaModel, std::string> EtaModel::fromBytes(std::string_view bytes) {
    if (bytes.size() < sizeof(std::uint32_t)) {
        return std::unexpected("not a model");
    }
    const auto body = bytes.substr(0, bytes.size() - sizeof(std::uint32_t));
    ByteReader checksum(bytes.substr(body.size()));
    if (checksum.get<std::uint32_t>() != crc32c(body)) {
        return std::unexpected("the model's checksum does not fit: it is damaged or cut short");
    }
    ByteReader in(body);
    if (in.getText() != magic || in.get<std::uint32_t>() != formatVersion) {
        return std::unexpected("a model of another version: train it again");
    }
    EtaModel model;
    model.m_version = in.get<std::uint32_t>();
    for (std::size_t kind = 0; kind < legCount; ++kind) {
        if (in.get<std::uint8_t>() == 0) {
            continue;
        }
        auto leg = LegModel::load(static_cast<Leg>(kind), in);
        if (!leg) {
            return std::unexpected(leg.error());
        }
        model.m_legs[kind] = std::move(*leg);
    }
    return model;
}

} // namespace roundsman
