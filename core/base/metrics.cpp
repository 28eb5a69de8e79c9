#include "core/base/metrics.h"

#include "core/base/check.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace roundsman {
namespace {

void appendEscaped(std::string& out, std::string_view text, bool inQuotes) {
    for (const char c : text) {
        if (c == '\\') {
            out += "\\\\";
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '"' && inQuotes) {
            out += "\\\"";
        } else {
            out += c;
        }
    }
}

std::string written(const MetricLabels& labels) {
    std::string text;
    for (const auto& [name, value] : labels) {
        text += text.empty() ? "" : ",";
        text += name + "=\"";
        appendEscaped(text, value, true);
        text += '"';
    }
    return text;
}

template <typename Number>
std::string written(Number value) {
    if constexpr (std::is_floating_point_v<Number>) {
        if (!std::isfinite(value)) {
            return std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
    }
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value);
    return {digits, end.ptr};
}

void appendLine(std::string& out, const std::string& name, const std::string& labels, const std::string& value) {
    out += name;
    if (!labels.empty()) {
        out += '{' + labels + '}';
    }
    out += ' ' + value + '\n';
}

void appendHistogram(std::string& out, const std::string& name, const std::string& labels, const Histogram& histogram) {
    std::uint64_t upToHere = 0;
    for (std::size_t bucket = 0; bucket <= histogram.bounds().size(); ++bucket) {
        upToHere += histogram.count(bucket);
        const std::string bound = bucket < histogram.bounds().size() ? written(histogram.bounds()[bucket]) : "+Inf";
        std::string within = labels;
        within.append(labels.empty() ? "" : ",").append("le=\"").append(bound).push_back('"');
        appendLine(out, name + "_bucket", within, written(upToHere));
    }
    appendLine(out, name + "_sum", labels, written(histogram.sum()));
    appendLine(out, name + "_count", labels, written(upToHere));
}

} // namespace

Histogram::Histogram(std::vector<double> bounds) : m_bounds(std::move(bounds)), m_counts(m_bounds.size() + 1) {
    check(std::ranges::is_sorted(m_bounds), "a histogram's bounds ascend");
}

void Histogram::observe(double value) {
    const auto bucket = std::ranges::lower_bound(m_bounds, value) - m_bounds.begin();
    m_counts[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    m_sum.store(m_sum.load(std::memory_order_relaxed) + value, std::memory_order_relaxed);
    m_greatest.store(std::max(m_greatest.load(std::memory_order_relaxed), value), std::memory_order_relaxed);
}

Metrics::Series& Metrics::series(const std::string& name, const std::string& help, const char* kind,
                                 const MetricLabels& labels) {
    Family& family = m_families[name];
    check(family.kind.empty() || family.kind == kind, "a metric's name has one kind");
    family.kind = kind;
    family.help = help;
    return family.byLabels[written(labels)];
}

Counter& Metrics::counter(const std::string& name, const std::string& help, MetricLabels labels) {
    const std::lock_guard lock(m_mutex);
    Series& found = series(name, help, "counter", labels);
    if (!found.counter) {
        found.counter = std::make_unique<Counter>();
    }
    return *found.counter;
}

Gauge& Metrics::gauge(const std::string& name, const std::string& help, MetricLabels labels) {
    const std::lock_guard lock(m_mutex);
    Series& found = series(name, help, "gauge", labels);
    if (!found.gauge) {
        found.gauge = std::make_unique<Gauge>();
    }
    return *found.gauge;
}

Histogram& Metrics::histogram(const std::string& name, const std::string& help, std::vector<double> bounds,
                              MetricLabels labels) {
    const std::lock_guard lock(m_mutex);
    Series& found = series(name, help, "histogram", labels);
    if (!found.histogram) {
        found.histogram = std::make_unique<Histogram>(std::move(bounds));
    }
    return *found.histogram;
}

void Metrics::observe(const std::string& name, const std::string& help, MetricLabels labels,
                      std::function<double()> ask) {
    const std::lock_guard lock(m_mutex);
    series(name, help, "gauge", labels).ask = std::move(ask);
}

void Metrics::forget(const std::string& name) {
    const std::lock_guard lock(m_mutex);
    m_families.erase(name);
}

std::string Metrics::prometheusText() const {
    const std::lock_guard lock(m_mutex);
    std::string out;
    for (const auto& [name, family] : m_families) {
        out += "# HELP " + name + ' ';
        appendEscaped(out, family.help, false);
        out += "\n# TYPE " + name + ' ' + family.kind + '\n';
        for (const auto& [labels, numbers] : family.byLabels) {
            if (numbers.histogram) {
                appendHistogram(out, name, labels, *numbers.histogram);
            } else if (numbers.counter) {
                appendLine(out, name, labels, written(numbers.counter->value()));
            } else if (numbers.ask) {
                appendLine(out, name, labels, written(numbers.ask()));
            } else {
                appendLine(out, name, labels, written(numbers.gauge->value()));
            }
        }
    }
    return out;
}

} // namespace roundsman
