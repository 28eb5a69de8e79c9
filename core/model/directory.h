#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// Number -> text for dense numbers, growing at the end only. A copy shares all full chunks, so that a picture of
/// 100,000 names costs a few pointers. The writer is one thread; a copy handed out never changes.
class Directory {
public:
    void append(std::string_view text) {
        if (m_size % chunkSize == 0) {
            m_chunks.push_back(std::make_shared<Chunk>());
        } else if (m_chunks.back().use_count() > 1) {
            m_chunks.back() = std::make_shared<Chunk>(*m_chunks.back());
        }
        (*m_chunks.back())[m_size % chunkSize] = text;
        ++m_size;
    }

    /// REQUIRES: number < size()
    [[nodiscard]] const std::string& operator[](std::size_t number) const {
        return (*m_chunks[number / chunkSize])[number % chunkSize];
    }
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    static constexpr std::size_t chunkSize = 256;
    using Chunk = std::array<std::string, chunkSize>;

    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::size_t m_size = 0;
};

} // namespace roundsman
