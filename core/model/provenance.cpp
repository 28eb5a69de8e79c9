#include "core/model/provenance.h"

#include <charconv>
#include <optional>

namespace roundsman {
namespace {

/// Cuts the text in front of `separator` off `rest`; all of it when there is none.
std::string_view cut(std::string_view& rest, char separator) {
    const auto end = rest.find(separator);
    const auto front = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return front;
}

template <typename Int>
bool readNumber(std::string_view text, Int& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() && out >= 0;
}

std::optional<SourceRun> parseRun(std::string_view text) {
    SourceRun run;
    run.topic = cut(text, '/');
    const bool ok = !run.topic.empty() && readNumber(cut(text, '/'), run.partition) &&
                    readNumber(cut(text, 'x'), run.firstOffset) && readNumber(cut(text, 'x'), run.records) &&
                    readNumber(text, run.documentsEach);
    return ok ? std::optional{run} : std::nullopt;
}

} // namespace

std::string toHeader(const std::vector<SourceRun>& runs) {
    std::string text;
    for (const SourceRun& run : runs) {
        if (!text.empty()) {
            text += ';';
        }
        text += run.topic + '/' + std::to_string(run.partition) + '/' + std::to_string(run.firstOffset) + 'x' +
                std::to_string(run.records) + 'x' + std::to_string(run.documentsEach);
    }
    return text;
}

std::expected<std::vector<SourceRun>, std::string_view> parseSourceHeader(std::string_view text) {
    std::vector<SourceRun> runs;
    while (!text.empty()) {
        auto run = parseRun(cut(text, ';'));
        if (!run) {
            return std::unexpected("not a source header");
        }
        runs.push_back(std::move(*run));
    }
    return runs;
}

} // namespace roundsman
