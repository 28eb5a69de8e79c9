#pragma once

#include "core/base/bytes.h"
#include "core/measure/eta/eta_model.h"
#include "core/model/event.h"

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <string>

namespace roundsman {

/// Puts a model together from the documents it comes in: a document holds 64 KiB, a model is larger. It is whole when
/// the last of its parts is there, in whatever order they came; a part of another version begins anew.
class ModelParts {
public:
    static constexpr std::uint64_t partsMax = 1024;

    /// The model when this part made it whole; nullptr while parts are missing; or why it cannot be used.
    std::expected<std::shared_ptr<const EtaModel>, std::string> add(const Event& activated);

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    std::uint64_t m_version = 0;
    std::uint64_t m_parts = 0;
    std::map<std::uint64_t, std::string> m_bytes;
};

/// The `data` of each document that carries the model, in order.
std::vector<std::string> modelDocuments(const EtaModel& model);

} // namespace roundsman
