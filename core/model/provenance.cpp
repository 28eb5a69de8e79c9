#include "core/model/provenance.h"

#include "core/base/check.h"

#include <charconv>

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

/// "1700", or "1700.25": the document 25 of that record.
bool readFirst(std::string_view text, SourceRunView& run) {
    run.firstDocument.reset();
    const bool part = text.contains('.');
    return readNumber(cut(text, '.'), run.firstOffset) && (!part || readNumber(text, run.firstDocument.emplace()));
}

bool readRun(std::string_view text, SourceRunView& run) {
    run.topic = cut(text, '/');
    return !run.topic.empty() && readNumber(cut(text, '/'), run.partition) && readFirst(cut(text, 'x'), run) &&
           readNumber(cut(text, 'x'), run.records) && readNumber(text, run.documentsEach);
}

} // namespace

std::string toHeader(const std::vector<SourceRun>& runs) {
    std::string text;
    for (const SourceRun& run : runs) {
        check(run.topic.find_first_of("/;") == std::string::npos, "a source's name that its header cannot carry");
        if (!text.empty()) {
            text += ';';
        }
        text += run.topic + '/' + std::to_string(run.partition) + '/' + std::to_string(run.firstOffset);
        if (run.firstDocument) {
            text += '.' + std::to_string(*run.firstDocument);
        }
        text += 'x' + std::to_string(run.records) + 'x' + std::to_string(run.documentsEach);
    }
    return text;
}

bool takeSourceRun(std::string_view& header, SourceRunView& run, bool& bad) {
    bad = false;
    if (header.empty()) {
        return false;
    }
    bad = !readRun(cut(header, ';'), run);
    return !bad;
}

std::expected<std::vector<SourceRun>, std::string_view> parseSourceHeader(std::string_view text) {
    std::vector<SourceRun> runs;
    SourceRunView run;
    bool bad = false;
    while (takeSourceRun(text, run, bad)) {
        runs.push_back({std::string(run.topic), run.partition, run.firstOffset, run.firstDocument, run.records,
                        run.documentsEach});
    }
    if (bad) {
        return std::unexpected("not a source header");
    }
    return runs;
}

} // namespace roundsman
