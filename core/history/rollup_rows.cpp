#include "core/history/rollup_rows.h"

#include "core/base/bytes.h"
#include "core/base/compact_bytes.h"
#include "core/history/row_values.h"

namespace roundsman {
namespace {

using sqlite::Statement;
using sqlite::textOf;

void readCounts(std::string_view bytes, bool compact, MerchantFigures& figures) {
    if (compact) {
        CompactReader counts(bytes);
        for (std::int64_t& count : figures.counts) {
            count = counts.signedNumber();
        }
        return;
    }
    ByteReader counts(bytes);
    for (std::int64_t& count : figures.counts) {
        count = counts.get<std::int64_t>();
    }
}

} // namespace

AreaRollupRow areaAt(const Statement& row) {
    AreaRollupRow area;
    area.market = idAt<MarketNo>(row, 1);
    area.cell = idAt<CellId>(row, 2);
    area.zone = row.text(3);
    area.start = timeAt(row, 4);
    area.part = row.integer(5);
    area.revision = static_cast<std::uint32_t>(row.integer(6));
    for (int i = 0; i < static_cast<int>(areaCountCount); ++i) {
        area.figures.counts[static_cast<std::size_t>(i)] = static_cast<std::uint64_t>(row.integer(7 + i));
    }
    static_cast<void>(area.figures.riders.fromBytes(textOf(row.blob(12))));
    area.first = documentAt(row, 13);
    area.last = documentAt(row, 15);
    return area;
}

void readMerchant(const Statement& row, bool compact, MerchantRollupRow& out) {
    out.start = timeAt(row, 0);
    out.channel = row.text(1);
    out.currency = row.text(2);
    out.market = idAt<MarketNo>(row, 3);
    out.revision = static_cast<std::uint32_t>(row.integer(4));
    readCounts(textOf(row.blob(5)), compact, out.figures);
    static_cast<void>(out.figures.spansFromBytes(textOf(row.blob(6))));
    out.first = documentAt(row, 7);
    out.last = documentAt(row, 9);
    out.part = compact ? 0 : row.integer(11);
    if (!compact) {
        out.merchant = idAt<MerchantNo>(row, 12);
    }
}

MerchantRollupRow merchantAt(const Statement& row, bool compact) {
    MerchantRollupRow merchant;
    readMerchant(row, compact, merchant);
    return merchant;
}

std::string compactCounts(const MerchantFigures& figures) {
    CompactWriter out;
    for (const std::int64_t count : figures.counts) {
        out.signedNumber(count);
    }
    return out.take();
}

} // namespace roundsman
