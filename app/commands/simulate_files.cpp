#include "app/commands/simulate_files.h"

#include "core/base/json_text.h"

#include <array>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <system_error>
#include <utility>

namespace roundsman {
namespace {

void appendTime(std::string& line, std::string_view name, EventTime time) {
    if (time != EventTime{}) {
        line.append(",\"").append(name).append("\":").append(std::to_string(millisOf(time)));
    }
}

void appendPlace(std::string& line, GeoPoint point) {
    std::array<char, 64> text{};
    const int size = std::snprintf(text.data(), text.size(), R"("latitude":%.7f,"longitude":%.7f)", point.latitude(),
                                   point.longitude());
    line.append(text.data(), static_cast<std::size_t>(size));
}

} // namespace

std::unique_ptr<BatchedFile> BatchedFile::open(const std::string& path) {
    if (path == "-") {
        return std::unique_ptr<BatchedFile>(new BatchedFile(stdout, {}, {}));
    }
    std::error_code none;
    const auto kind = std::filesystem::status(path, none).type();
    const bool asItIs = kind != std::filesystem::file_type::not_found && kind != std::filesystem::file_type::regular;
    const std::string part = asItIs ? std::string() : path + ".part";
    std::FILE* file = std::fopen((asItIs ? path : part).c_str(), "wb");
    if (file == nullptr) {
        return nullptr;
    }
    std::setvbuf(file, nullptr, _IONBF, 0); // the pieces are large enough
    return std::unique_ptr<BatchedFile>(new BatchedFile(file, path, part));
}

BatchedFile::~BatchedFile() {
    if (m_file != nullptr && !m_name.empty()) {
        std::fclose(m_file);
        std::error_code ignored;
        std::filesystem::remove(m_part, ignored); // never finished
    }
}

void BatchedFile::note(bool done) {
    if (!done && m_error == 0) {
        m_error = errno;
    }
}

void BatchedFile::write() {
    note(m_error != 0 || std::fwrite(m_buffer.data(), 1, m_buffer.size(), m_file) == m_buffer.size());
    m_buffer.clear();
}

bool BatchedFile::flush() {
    write();
    note(std::fflush(m_file) == 0);
    return ok();
}

bool BatchedFile::finish() {
    if (flush(); m_name.empty()) {
        return ok();
    }
    note(std::fclose(std::exchange(m_file, nullptr)) == 0);
    if (m_part.empty()) {
        return ok();
    }
    if (ok()) {
        note(std::rename(m_part.c_str(), m_name.c_str()) == 0);
    }
    std::error_code ignored;
    std::filesystem::remove(m_part, ignored); // nothing is left of it when it got its name
    return ok();
}

std::string BatchedFile::trouble() const {
    return (m_name.empty() ? "standard output" : m_name) + ": cannot be written to the end (" +
           std::generic_category().message(m_error) + "); " +
           (m_error == ENOSPC ? "free some space or choose another place" : "check the path and its rights");
}

void DocumentFile::asRecords(const MarketMap& markets) {
    for (const CityMarket& market : m_city.markets) {
        m_partitionOf.push_back(markets.partitionOf(market.id).value());
    }
    m_nextOffset.assign(static_cast<std::size_t>(markets.partitions()), 0);
}

void DocumentFile::beginRecord(const SimulatedDocument& document) {
    const std::int32_t partition = m_partitionOf[document.market];
    m_file.buffer()
        .append(R"({"topic":"fleet-events","partition":)")
        .append(std::to_string(partition))
        .append(R"(,"offset":)")
        .append(std::to_string(m_nextOffset[static_cast<std::size_t>(partition)]++))
        .append(R"(,"logTime":)")
        .append(std::to_string(millisOf(document.time)))
        .append(R"(,"value":)");
}

void DocumentFile::take(const SimulatedDocument& document) {
    std::string& buffer = m_file.buffer();
    if (m_nextOffset.empty()) {
        buffer.append(document.bytes).push_back('\n');
    } else {
        beginRecord(document);
        if (document.bytes.ends_with('}')) {
            buffer.append(document.bytes);
        } else { // torn on purpose: no JSON value
            appendJsonString(buffer, document.bytes);
        }
        buffer.append("}\n");
    }
    m_file.lineEnded();
}

void TruthFile::take(const TrueFix& fix) {
    if (m_fixEvery > Millis{0}) {
        if (fix.rider >= m_lastFix.size()) {
            m_lastFix.resize(fix.rider + 1);
        }
        if (fix.time - m_lastFix[fix.rider] < m_fixEvery) {
            return;
        }
        m_lastFix[fix.rider] = fix.time;
    }
    std::string& line = m_file.buffer();
    line.append(R"({"truth":"fix","driverId":)").append(std::to_string(fix.rider));
    line.append(R"(,"session":")").append(fix.session).append(R"(","seq":)").append(std::to_string(fix.sequence));
    appendTime(line, "time", fix.time);
    line.push_back(',');
    appendPlace(line, fix.position);
    std::array<char, 64> speeds{};
    const int size =
        std::snprintf(speeds.data(), speeds.size(), R"(,"speed":%.2f,"limit":%.2f)", fix.speedMps, fix.limitMps);
    line.append(speeds.data(), static_cast<std::size_t>(size));
    line.append(fix.sent ? R"(,"sent":true})" : R"(,"sent":false})").push_back('\n');
    m_file.lineEnded();
}

void TruthFile::take(const TrueOrder& order) {
    static constexpr std::array<std::string_view, 3> outcomes{"delivered", "rejected", "cancelled"};
    std::string& line = m_file.buffer();
    line.append(R"({"truth":"order","orderId":"o-)").append(std::to_string(order.order));
    line.append(R"(","outcome":")").append(outcomes[order.outcome]);
    line.append(R"(","merchantId":")").append(m_city.restaurants[order.restaurant].id);
    line.append(R"(","market":")").append(m_city.markets[order.market].id).push_back('"');
    if (order.rider != 0) {
        line.append(R"(,"driverId":)").append(std::to_string(order.rider));
    }
    line.append(R"(,"dropoff":{)");
    appendPlace(line, order.dropoff);
    line.push_back('}');
    appendTime(line, "placedAt", order.placed);
    appendTime(line, "promisedAt", order.promised);
    appendTime(line, "acceptedAt", order.accepted);
    appendTime(line, "readyAt", order.ready);
    appendTime(line, "assignedAt", order.assigned);
    appendTime(line, "arrivedAtMerchantAt", order.atMerchant);
    appendTime(line, "pickedUpAt", order.pickedUp);
    appendTime(line, "arrivedAtCustomerAt", order.atCustomer);
    appendTime(line, "deliveredAt", order.delivered);
    appendTime(line, "closedAt", order.closed);
    line.append(R"(,"metresToMerchant":)").append(std::to_string(std::lround(order.metresToMerchant)));
    line.append(R"(,"metresToCustomer":)").append(std::to_string(std::lround(order.metresToCustomer)));
    line.append("}\n");
    m_file.lineEnded();
}

} // namespace roundsman
