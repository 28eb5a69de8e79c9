// Feeds a fuzz target its corpus, without libFuzzer: each file, each beginning of it, and each with one byte changed.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t changesMax = 200; ///< of one file: a replay is a quick look, not a search

void feed(const std::string& bytes) {
    // A copy of exactly this size, so that a sanitizer sees the first byte read past the end.
    const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(copy.data(), copy.size());
}

void feedWithChanges(const std::string& bytes) {
    feed(bytes);
    const std::size_t step = std::max<std::size_t>(1, bytes.size() / changesMax);
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        feed(bytes.substr(0, at));
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ static_cast<char>(1 << (at % 8)));
        feed(changed);
    }
}

} // namespace

int main(int argc, char** argv) {
    int files = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream in(entry.path(), std::ios::binary);
            feedWithChanges({std::istreambuf_iterator<char>(in), {}});
            ++files;
        }
    }
    feed({});
    std::printf("%d corpus files replayed\n", files);
    return files > 0 ? 0 : 1; // a corpus that is not found must not look like success
}
