#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace roundsman {

/// Counts up. A cache line each: lanes that count side by side never slow each other.
class alignas(64) Counter {
public:
    void add(std::uint64_t n = 1) { m_value.fetch_add(n, std::memory_order_relaxed); }
    /// What is counted elsewhere, and shown here.
    void raiseTo(std::uint64_t n) {
        std::uint64_t now = value();
        while (now < n && !m_value.compare_exchange_weak(now, n, std::memory_order_relaxed)) {
        }
    }
    [[nodiscard]] std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

/// Goes up and down.
class alignas(64) Gauge {
public:
    void set(double value) { m_value.store(value, std::memory_order_relaxed); }
    [[nodiscard]] double value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<double> m_value{0};
};

/// How often a measured value fell under each bound. One writing thread; any reader.
class alignas(64) Histogram {
public:
    /// REQUIRES: ascending bounds
    explicit Histogram(std::vector<double> bounds);

    void observe(double value);
    [[nodiscard]] const std::vector<double>& bounds() const { return m_bounds; }
    [[nodiscard]] std::uint64_t count(std::size_t bucket) const {
        return m_counts[bucket].load(std::memory_order_relaxed);
    }
    [[nodiscard]] double sum() const { return m_sum.load(std::memory_order_relaxed); }
    [[nodiscard]] double greatest() const { return m_greatest.load(std::memory_order_relaxed); }

private:
    std::vector<double> m_bounds;
    std::vector<std::atomic<std::uint64_t>> m_counts; ///< one more than bounds: the rest
    std::atomic<double> m_sum{0};
    std::atomic<double> m_greatest{0};
};

using MetricLabels = std::vector<std::pair<std::string, std::string>>;

/// The program's named numbers, owned by whoever wires the parts together and handed to each by reference. What it
/// gives out lives as long as it does. Any thread may call anything; counting itself takes no lock.
class Metrics {
public:
    /// Asking twice for one name and labels gives the same number. REQUIRES: one kind and one help text a name.
    Counter& counter(const std::string& name, const std::string& help, MetricLabels labels = {});
    Gauge& gauge(const std::string& name, const std::string& help, MetricLabels labels = {});
    Histogram& histogram(const std::string& name, const std::string& help, std::vector<double> bounds,
                         MetricLabels labels = {});
    /// A gauge that is asked when somebody reads the metrics; it must not wait, and what it looks at must outlive
    /// this object or be taken back with forget().
    void observe(const std::string& name, const std::string& help, MetricLabels labels, std::function<double()> ask);
    void forget(const std::string& name);

    /// Prometheus' text format 0.0.4, sorted by name.
    [[nodiscard]] std::string prometheusText() const;

private:
    struct Series {
        std::unique_ptr<Counter> counter;
        std::unique_ptr<Gauge> gauge;
        std::unique_ptr<Histogram> histogram;
        std::function<double()> ask;
    };
    struct Family {
        std::string help;
        std::string kind;
        std::map<std::string, Series> byLabels; ///< labels as they are written
    };

    Series& series(const std::string& name, const std::string& help, const char* kind, const MetricLabels& labels);

    mutable std::mutex m_mutex;
    std::map<std::string, Family> m_families;
};

} // namespace roundsman
