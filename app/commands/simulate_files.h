#pragma once

#include "core/model/market_map.h"
#include "core/sim/simulation.h"

#include <cstdio>
#include <memory>
#include <string>

namespace roundsman {

/// A file that is written in large pieces; "-" is standard output. Used by one thread.
class BatchedFile {
public:
    /// Null: it cannot be made; errno says why.
    static std::unique_ptr<BatchedFile> open(const std::string& path);
    ~BatchedFile();
    BatchedFile(const BatchedFile&) = delete;
    BatchedFile& operator=(const BatchedFile&) = delete;

    std::string& buffer() { return m_buffer; }
    void lineEnded() {
        if (m_buffer.size() >= pieceBytes) {
            write();
        }
    }
    /// Writes what is left. False: it could not be written, now or before.
    bool finish();
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    static constexpr std::size_t pieceBytes = 1 << 20;

    BatchedFile(std::FILE* file, bool owned) : m_file(file), m_owned(owned) { m_buffer.reserve(pieceBytes + 4'096); }
    void write();

    std::FILE* m_file;
    bool m_owned;
    bool m_ok = true;
    std::string m_buffer;
};

/// One document a line, as it is; or each as the record {"topic","partition","offset","logTime","value"} that it would
/// be in a log.
class DocumentFile final : public DocumentSink {
public:
    DocumentFile(BatchedFile& file, const City& city) : m_file(file), m_city(city) {}
    void asRecords(const MarketMap& markets);

    void take(const SimulatedDocument& document) override;

private:
    void beginRecord(const SimulatedDocument& document);

    BatchedFile& m_file;
    const City& m_city;
    std::vector<std::int32_t> m_partitionOf;
    std::vector<std::int64_t> m_nextOffset; ///< by partition; empty: plain documents
};

/// What really happened, a line each: fixes with the rider's true place, orders with their true times when they close.
class TruthFile final : public TruthSink {
public:
    /// `fixEvery`: of each rider no more than one place in that time; 0: every fix.
    TruthFile(BatchedFile& file, const City& city, Millis fixEvery)
        : m_file(file), m_city(city), m_fixEvery(fixEvery) {}

    void take(const TrueFix& fix) override;
    void take(const TrueOrder& order) override;

private:
    BatchedFile& m_file;
    const City& m_city;
    Millis m_fixEvery;
    std::vector<EventTime> m_lastFix; ///< by rider
};

} // namespace roundsman
