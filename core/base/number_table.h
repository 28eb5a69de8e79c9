#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace roundsman {

/// Things by numbers that are given out in order and let go of after a while, roughly in order too (a StrongId): found
/// mostly by counting instead of searching, walked in the numbers' order. Sixty-four neighbours share a piece of
/// memory, which goes with the last of them. References stay good until their thing is erased.
template <typename Number, typename Thing>
class NumberTable {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }

    [[nodiscard]] const Thing* find(Number number) const {
        const std::size_t at = pieceAt(number);
        return at < m_pieces.size() && m_pieces[at].number == pieceOf(number) && m_pieces[at]->has(number)
                   ? &m_pieces[at]->things[slotOf(number)]
                   : nullptr;
    }
    [[nodiscard]] Thing* find(Number number) { return const_cast<Thing*>(std::as_const(*this).find(number)); }

    /// A new one begins as Thing{}.
    Thing& operator[](Number number) {
        const std::size_t at = pieceAt(number);
        if (at == m_pieces.size() || m_pieces[at].number != pieceOf(number)) {
            m_pieces.insert(m_pieces.begin() + static_cast<std::ptrdiff_t>(at),
                            {pieceOf(number), std::make_unique<Piece>()});
        }
        Piece& piece = *m_pieces[at];
        m_size += piece.has(number) ? 0 : 1;
        piece.used |= bitOf(number);
        return piece.things[slotOf(number)];
    }

    void erase(Number number) {
        if (find(number) != nullptr) {
            drop(*m_pieces[pieceAt(number)], number);
            forgetEmptyPieces();
        }
    }
    template <typename Unwanted>
    void eraseIf(Unwanted unwanted) {
        for (Entry& entry : m_pieces) {
            entry.forEach([&](Number number, Thing& thing) {
                if (unwanted(number, thing)) {
                    drop(*entry, number);
                }
            });
        }
        forgetEmptyPieces();
    }
    /// In the order of the numbers. Nothing may be added or erased meanwhile.
    template <typename Visit>
    void forEach(Visit visit) const {
        for (const Entry& entry : m_pieces) {
            entry.forEach([&](Number number, const Thing& thing) { visit(number, thing); });
        }
    }
    template <typename Visit>
    void forEach(Visit visit) {
        for (const Entry& entry : m_pieces) {
            entry.forEach(visit);
        }
    }
    void clear() {
        m_pieces.clear();
        m_size = 0;
    }

private:
    static constexpr std::uint32_t pieceSize = 64;

    static std::uint32_t pieceOf(Number number) { return number.value() / pieceSize; }
    static std::size_t slotOf(Number number) { return number.value() % pieceSize; }
    static std::uint64_t bitOf(Number number) { return std::uint64_t{1} << slotOf(number); }

    struct Piece {
        std::uint64_t used = 0; ///< a bit for each
        std::array<Thing, pieceSize> things{};

        [[nodiscard]] bool has(Number number) const { return (used & bitOf(number)) != 0; }
    };
    struct Entry {
        std::uint32_t number;
        std::unique_ptr<Piece> piece;

        Piece* operator->() const { return piece.get(); }
        Piece& operator*() const { return *piece; }
        template <typename Visit>
        void forEach(Visit visit) const {
            for (std::uint64_t left = piece->used; left != 0; left &= left - 1) {
                const auto slot = static_cast<std::uint32_t>(std::countr_zero(left));
                visit(Number{number * pieceSize + slot}, piece->things[slot]);
            }
        }
    };

    /// Where its piece is, or would be.
    [[nodiscard]] std::size_t pieceAt(Number number) const {
        const std::uint32_t piece = pieceOf(number);
        const std::size_t guess = m_pieces.empty() ? 0 : std::size_t{piece} - m_pieces.front().number;
        if (guess < m_pieces.size() && m_pieces[guess].number == piece) [[likely]] {
            return guess;
        }
        const auto at = std::ranges::lower_bound(m_pieces, piece, {}, &Entry::number);
        return static_cast<std::size_t>(at - m_pieces.begin());
    }
    void drop(Piece& piece, Number number) {
        piece.things[slotOf(number)] = Thing{};
        piece.used &= ~bitOf(number);
        --m_size;
    }
    void forgetEmptyPieces() {
        std::erase_if(m_pieces, [](const Entry& entry) { return entry->used == 0; });
    }

    std::vector<Entry> m_pieces; ///< ascending
    std::size_t m_size = 0;
};

} // namespace roundsman
