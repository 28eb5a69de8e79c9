#pragma once

#include "core/model/market_map.h"
#include "core/sim/simulation.h"

#include <cstdio>
#include <memory>
#include <string>

namespace roundsman {

/// A file that is written in large pieces; "-" is standard output. Used by one thread. It gets its name when it is
/// whole: until then it is NAME.part, and what was there under its name before stays. (A pipe or a device is written as
/// it is.)
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
    /// Writes what is gathered. False: it could not be written, now or before.
    bool flush();
    /// Writes what is left and gives the file its name. False: as above, and nothing of it stays.
    bool finish();
    [[nodiscard]] bool ok() const { return m_error == 0; }
    /// Why it could not.
    [[nodiscard]] std::string trouble() const;

private:
    static constexpr std::size_t pieceBytes = 1 << 20;

    BatchedFile(std::FILE* file, std::string name, std::string part)
        : m_file(file), m_name(std::move(name)), m_part(std::move(part)) {
        m_buffer.reserve(pieceBytes + 4'096);
    }
    void write();
    void note(bool done);

    std::FILE* m_file;
    const std::string m_name; ///< empty: standard output, not ours to close
    const std::string m_part; ///< empty: written as it is
    int m_error = 0;
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
