#include "app/command_line.h"
#include "app/commands/bench_clock.h"
#include "app/commands/commands.h"
#include "core/log/kafka_log.h"
#include "core/log/kafka_raw.h"
#include "core/log/local_log.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace roundsman {

namespace {

using Seconds = std::chrono::duration<double>;

struct LogBenchOptions {
    std::string brokers;
    std::string folder;
    std::int64_t documents = 3'000'000;
    std::int64_t documentsARecord = 100;
    std::int64_t documentBytes = 111;
    std::int64_t messages = 2'000'000;
    int rounds = 3;
    bool json = false;
};

struct Rate {
    double perSecond = 0;
    double cpuMicros = 0; ///< of this process, all threads, for one
};

/// Wall and CPU time from here on.
class Watch {
public:
    [[nodiscard]] Rate rateOf(std::int64_t count) const {
        const double wall = Seconds(std::chrono::steady_clock::now() - m_begin).count();
        return {static_cast<double>(count) / wall, 1e6 * (processCpuSeconds() - m_cpu) / static_cast<double>(count)};
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    double m_cpu = processCpuSeconds();
};

/// Documents as they come in, of other riders at other places each, padded to the wished length, one a line. A log of
/// equal records would be compressed to nothing, and be fetched whole before the first one is read.
class Records {
public:
    Records(std::int64_t documents, std::int64_t bytes) {
        std::mt19937_64 random(1);
        for (int number = 0; number < 512; ++number) {
            std::string& record = m_records.emplace_back();
            for (std::int64_t at = 0; at < documents; ++at) {
                record += documentOf(random, bytes) + "\n";
            }
            record.pop_back();
        }
    }
    [[nodiscard]] std::string_view at(std::int64_t number) const {
        return m_records[static_cast<std::size_t>(number) % m_records.size()];
    }

private:
    static std::string documentOf(std::mt19937_64& random, std::int64_t bytes) {
        std::string document =
            std::format(R"({{"driverId":{},"longitude":77.{:06},"latitude":12.{:06},"state":"south","seq":{})",
                        random() % 100'000, random() % 1'000'000, random() % 1'000'000, random() % 10'000);
        const auto room = bytes - static_cast<std::int64_t>(document.size()) - 8;
        if (room > 0) {
            document += R"(,"n":")";
            for (std::int64_t at = 0; at < room; ++at) {
                document += static_cast<char>('0' + random() % 10);
            }
            document += '"';
        }
        return document + "}";
    }
    std::vector<std::string> m_records;
};

/// Appends as quickly as the log takes it, in turn to each partition, and waits for every acknowledgement.
std::expected<void, LogError> appendAll(EventLog& log, const Records& records, std::int64_t count) {
    auto writer = log.write();
    if (!writer) {
        return std::unexpected(writer.error());
    }
    std::atomic<std::int64_t> failed{0};
    for (std::int64_t number = 0; number < count;) {
        const PartitionNo partition{static_cast<std::int32_t>(number % log.partitions())};
        const auto taken = (*writer)->append({partition, "", records.at(number), {}},
                                             [&failed](const Appended& appended) { failed += appended ? 0 : 1; });
        if (taken) {
            ++number;
        } else if (taken.error().trouble == LogTrouble::queueFull) {
            (*writer)->flush(Millis{1}); // the next commit makes room
        } else {
            return std::unexpected(taken.error());
        }
    }
    if (!(*writer)->flush(Millis{120'000}) || failed > 0) {
        return std::unexpected(LogError{LogTrouble::other, log.statistics().lastError + ": some appends failed"});
    }
    return {};
}

/// Reads `count` records from the beginning; the rate counts from opening on, before anything is fetched.
std::expected<Rate, LogError> readAll(EventLog& log, std::int64_t count, std::int64_t countsAs = 1) {
    std::vector<ReadFrom> from;
    for (std::int32_t partition = 0; partition < log.partitions(); ++partition) {
        from.push_back({PartitionNo{partition}, Offset{0}});
    }
    const Watch watch;
    const auto reader = log.read(from);
    if (!reader) {
        return std::unexpected(reader.error());
    }
    std::int64_t bytes = 0;
    for (std::int64_t read = 0; read < count;) {
        const auto batch = (*reader)->poll(Millis{30'000});
        if (!batch) {
            return std::unexpected(batch.error());
        }
        if ((*batch)->records().empty()) {
            return std::unexpected(LogError{LogTrouble::timedOut, "no record came for 30 s"});
        }
        for (const RecordView& record : (*batch)->records()) {
            bytes += static_cast<std::int64_t>(record.value.size());
        }
        read += std::ssize((*batch)->records());
    }
    return bytes > 0 ? watch.rateOf(count * countsAs) : Rate{};
}

double medianOf(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct LocalResult {
    Rate append; ///< documents
    Rate read;   ///< documents
    double commitP99Millis = 0;
};

/// A folder that is gone at the end, whatever happened.
class BenchFolder {
public:
    explicit BenchFolder(const std::string& parent) {
        std::error_code trouble;
        const auto base =
            parent.empty() ? std::filesystem::temp_directory_path(trouble) : std::filesystem::path(parent);
        std::string pattern = (base / "roundsman-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) != nullptr) {
            m_path = pattern;
        }
    }
    ~BenchFolder() {
        std::error_code ignored;
        if (!m_path.empty()) {
            std::filesystem::remove_all(m_path, ignored);
        }
    }
    BenchFolder(const BenchFolder&) = delete;
    BenchFolder& operator=(const BenchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

std::expected<LocalResult, LogError> measureLocal(const LogBenchOptions& options) {
    const BenchFolder folder(options.folder);
    if (folder.path().empty()) {
        return std::unexpected(LogError{LogTrouble::readOnly, "no folder can be made in \"" + options.folder +
                                                                  "\"; give a writable one with --folder"});
    }
    const SystemClock clock;
    const auto log = openLocalLog({.folder = folder.path() / "log", .partitions = 1}, clock);
    if (!log) {
        return std::unexpected(log.error());
    }
    const Records documents(options.documentsARecord, options.documentBytes);
    const std::int64_t records = options.documents / options.documentsARecord;
    LocalResult result;
    const Watch watch;
    if (auto appended = appendAll(**log, documents, records); !appended) {
        return std::unexpected(appended.error());
    }
    result.append = watch.rateOf(records * options.documentsARecord);
    result.commitP99Millis = static_cast<double>((*log)->statistics().roundTripP99Micros) / 1000;
    const auto read = readAll(**log, records, options.documentsARecord);
    if (!read) {
        return std::unexpected(read.error());
    }
    result.read = *read;
    return result;
}

struct KafkaResult {
    Rate append;    ///< documents, in records of many
    double raw = 0; ///< messages of one document a second, medians of the rounds
    double ours = 0;
    double share = 0;  ///< median of the rounds' ours / raw
    double rawCpu = 0; ///< microseconds of this process a message
    double oursCpu = 0;
    double bulkDocuments = 0; ///< documents a second in records of many
};

/// Both ways in turn, so that a noisy machine meets both.
std::expected<void, LogError> compare(const KafkaSettings& settings, EventLog& log, const LogBenchOptions& options,
                                      KafkaResult& result) {
    std::vector<double> raw;
    std::vector<double> ours;
    std::vector<double> shares;
    std::vector<double> rawCpu;
    std::vector<double> oursCpu;
    for (int round = 0; round < options.rounds; ++round) {
        const Watch watch;
        const auto bare = consumeRaw(settings, {}, log.partitions(), options.messages);
        if (!bare) {
            return std::unexpected(bare.error());
        }
        rawCpu.push_back(watch.rateOf(options.messages).cpuMicros);
        const Watch ourWatch;
        const auto read = readAll(log, options.messages);
        if (!read) {
            return std::unexpected(read.error());
        }
        oursCpu.push_back(ourWatch.rateOf(options.messages).cpuMicros);
        raw.push_back(static_cast<double>(bare->records) / bare->seconds);
        ours.push_back(read->perSecond);
        shares.push_back(ours.back() / raw.back());
    }
    result.raw = medianOf(raw);
    result.ours = medianOf(ours);
    result.share = medianOf(shares);
    result.rawCpu = medianOf(rawCpu);
    result.oursCpu = medianOf(oursCpu);
    return {};
}

/// A topic of this run's own, deleted at the end.
class BenchTopic {
public:
    static std::expected<std::unique_ptr<BenchTopic>, LogError> make(const std::string& brokers, const char* name) {
        KafkaSettings settings{.brokers = brokers,
                               .topic = "roundsman-bench-" + std::string(name) + "-" +
                                        std::to_string(std::chrono::system_clock::now().time_since_epoch().count())};
        if (auto made = createKafkaTopic(settings, {}); !made) {
            return std::unexpected(made.error());
        }
        std::unique_ptr<BenchTopic> topic(new BenchTopic(std::move(settings)));
        auto log = openKafkaLog(topic->m_settings);
        if (!log) {
            return std::unexpected(log.error());
        }
        topic->m_log = std::move(*log);
        return topic;
    }
    ~BenchTopic() {
        m_log.reset();
        static_cast<void>(deleteKafkaTopic(m_settings));
    }
    BenchTopic(const BenchTopic&) = delete;
    BenchTopic& operator=(const BenchTopic&) = delete;
    [[nodiscard]] const KafkaSettings& settings() const { return m_settings; }
    [[nodiscard]] EventLog& log() const { return *m_log; }

private:
    explicit BenchTopic(KafkaSettings settings) : m_settings(std::move(settings)) {}
    KafkaSettings m_settings;
    std::unique_ptr<EventLog> m_log;
};

std::expected<KafkaResult, LogError> measureKafka(const LogBenchOptions& options) {
    KafkaResult result;
    {
        const auto bulk = BenchTopic::make(options.brokers, "bulk");
        if (!bulk) {
            return std::unexpected(bulk.error());
        }
        const Records documents(options.documentsARecord, options.documentBytes);
        const std::int64_t records = options.documents / options.documentsARecord;
        const Watch watch;
        if (auto appended = appendAll((*bulk)->log(), documents, records); !appended) {
            return std::unexpected(appended.error());
        }
        result.append = watch.rateOf(records * options.documentsARecord);
        const auto read = readAll((*bulk)->log(), records, options.documentsARecord);
        if (!read) {
            return std::unexpected(read.error());
        }
        result.bulkDocuments = read->perSecond;
    }
    const auto single = BenchTopic::make(options.brokers, "single");
    if (!single) {
        return std::unexpected(single.error());
    }
    if (auto appended = appendAll((*single)->log(), Records(1, options.documentBytes), options.messages); !appended) {
        return std::unexpected(appended.error());
    }
    if (auto compared = compare((*single)->settings(), (*single)->log(), options, result); !compared) {
        return std::unexpected(compared.error());
    }
    return result;
}

void printJson(const LogBenchOptions& options, const LocalResult& local, const std::optional<KafkaResult>& kafka) {
    std::printf("{\"bench\":\"log\",\"documents\":%lld,\"documents_per_record\":%lld,\"document_bytes\":%lld,"
                "\"local\":{\"append_documents_per_s\":%.0f,\"append_cpu_us_per_document\":%.3f,"
                "\"commit_p99_ms\":%.2f,\"read_documents_per_s\":%.0f}",
                static_cast<long long>(options.documents), static_cast<long long>(options.documentsARecord),
                static_cast<long long>(options.documentBytes), local.append.perSecond, local.append.cpuMicros,
                local.commitP99Millis, local.read.perSecond);
    if (kafka) {
        std::printf(",\"kafka\":{\"append_documents_per_s\":%.0f,\"consume_documents_per_s\":%.0f,\"messages\":%lld,"
                    "\"consume_messages_per_s\":%.0f,\"raw_messages_per_s\":%.0f,\"share_of_raw\":%.3f,"
                    "\"consume_cpu_us_per_message\":%.3f,\"raw_cpu_us_per_message\":%.3f}}\n",
                    kafka->append.perSecond, kafka->bulkDocuments, static_cast<long long>(options.messages),
                    kafka->ours, kafka->raw, kafka->share, kafka->oursCpu, kafka->rawCpu);
    } else {
        std::printf(",\"kafka\":null}\n");
    }
}

void printTable(const LogBenchOptions& options, const LocalResult& local, const std::optional<KafkaResult>& kafka) {
    std::printf("embedded log, records of %lld documents of %lld bytes\n"
                "  append   %12.0f documents/s   %.3f us of CPU each, 99 of 100 commits within %.2f ms\n"
                "  read     %12.0f documents/s\n",
                static_cast<long long>(options.documentsARecord), static_cast<long long>(options.documentBytes),
                local.append.perSecond, local.append.cpuMicros, local.commitP99Millis, local.read.perSecond);
    if (!kafka) {
        std::printf("Kafka was not measured: give a broker with --brokers\n");
        return;
    }
    std::printf("Kafka at %s\n"
                "  append   %12.0f documents/s\n"
                "  consume  %12.0f documents/s\n"
                "  messages of one document, medians of %d rounds\n"
                "  consume  %12.0f messages/s    %.3f us of CPU each\n"
                "  raw loop %12.0f messages/s    %.3f us of CPU each\n"
                "  share    %12.1f %%\n",
                options.brokers.c_str(), kafka->append.perSecond, kafka->bulkDocuments, options.rounds, kafka->ours,
                kafka->oursCpu, kafka->raw, kafka->rawCpu, 100 * kafka->share);
}

/// For whoever waits at a terminal.
void tell(const char* what) {
    if (::isatty(STDERR_FILENO) != 0) {
        std::fprintf(stderr, "measuring %s ...\n", what);
    }
}

int benchLog(const LogBenchOptions& options) {
    std::optional<KafkaResult> kafka;
    if (!options.brokers.empty()) {
        tell("Kafka");
        auto measured = measureKafka(options);
        if (!measured) {
            return fail(measured.error().sentence);
        }
        kafka = *measured;
    }
    tell("the embedded log");
    const auto local = measureLocal(options);
    if (!local) {
        return fail(local.error().sentence);
    }
    if (options.json) {
        printJson(options, *local, kafka);
    } else {
        printTable(options, *local, kafka);
    }
    return exitOk;
}

} // namespace

void addBenchLog(CommandLine& line) {
    const auto options = std::make_shared<LogBenchOptions>();
    CLI::App& bench = line.group("bench", "Measures this machine.");
    CLI::App& command = line.add(bench, "log", "Measures the event log: the embedded one, and Kafka beside a raw loop.",
                                 line.root().get_name() + " bench log --brokers 127.0.0.1:9092 --json",
                                 [options] { return benchLog(*options); });
    command.add_option("--brokers", options->brokers, "host:port of a Kafka broker; without it only the embedded log");
    command.add_option("--folder", options->folder, "where the embedded log is made (and removed); default: temporary");
    command.add_option("--documents", options->documents, "documents to append")->check(CLI::PositiveNumber);
    command.add_option("--documents-per-record", options->documentsARecord, "documents in a record")
        ->check(CLI::Range(1, 5000));
    command.add_option("--document-bytes", options->documentBytes, "bytes of a document")
        ->check(CLI::Range(100, 10'000));
    command.add_option("--messages", options->messages, "messages of one document to consume from Kafka")
        ->check(CLI::PositiveNumber);
    command.add_option("--rounds", options->rounds, "times to consume them, both ways")->check(CLI::Range(1, 99));
    command.add_flag("--json", options->json, "one JSON object");
}

} // namespace roundsman
