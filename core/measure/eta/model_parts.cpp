#include "core/measure/eta/model_parts.h"

#include "core/base/base64.h"

#include <algorithm>

namespace roundsman {

std::expected<std::shared_ptr<const EtaModel>, std::string> ModelParts::add(const Event& activated) {
    const std::uint64_t version = activated.version.value_or(0);
    const std::uint64_t parts = activated.parts.value_or(1);
    const std::uint64_t part = activated.part.value_or(0);
    auto bytes = fromBase64Url(activated.bytes);
    if (!bytes || parts == 0 || parts > partsMax || part >= parts) {
        return std::unexpected("a model's part is base64url, and its number below the number of parts");
    }
    if (version != m_version || parts != m_parts) {
        *this = {};
        m_version = version;
        m_parts = parts;
    }
    m_bytes[part] = std::move(*bytes);
    if (m_bytes.size() < m_parts) {
        return nullptr;
    }
    std::string whole;
    for (const auto& [number, piece] : m_bytes) {
        whole += piece;
    }
    *this = {};
    auto model = EtaModel::fromBytes(whole);
    if (!model) {
        return std::unexpected(model.error());
    }
    return std::make_shared<const EtaModel>(std::move(*model));
}

void ModelParts::save(ByteWriter& out) const {
    out.put(m_version);
    out.put(m_parts);
    out.put(static_cast<std::uint64_t>(m_bytes.size()));
    for (const auto& [part, bytes] : m_bytes) {
        out.put(part);
        out.put(std::string_view(bytes));
    }
}

bool ModelParts::load(ByteReader& in) {
    m_version = in.get<std::uint64_t>();
    m_parts = in.get<std::uint64_t>();
    m_bytes.clear();
    for (std::size_t left = in.getCount(sizeof(std::uint64_t)); left > 0 && in.ok(); --left) {
        const auto part = in.get<std::uint64_t>();
        m_bytes[part] = in.getText();
    }
    return in.ok();
}

std::vector<std::string> modelDocuments(const EtaModel& model) {
    constexpr std::size_t bytesAPart = 42 * 1024; // 56 KiB as text, under the 64 KiB of a document
    const std::string whole = model.bytes();
    const std::size_t parts = (whole.size() + bytesAPart - 1) / bytesAPart;
    std::vector<std::string> documents;
    for (std::size_t part = 0; part < parts; ++part) {
        const auto piece = std::string_view(whole).substr(part * bytesAPart, bytesAPart);
        documents.push_back(R"({"version":)" + std::to_string(model.version()) + R"(,"part":)" + std::to_string(part) +
                            R"(,"parts":)" + std::to_string(parts) + R"(,"bytes":")" + toBase64Url(piece) + "\"}");
    }
    return documents;
}

} // namespace roundsman
