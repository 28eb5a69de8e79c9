#pragma once

#include "core/base/time.h"
#include "core/model/geo.h"
#include "core/model/ids.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace roundsman {

enum class Intake : std::uint8_t { open, paused, closed };
std::string_view toText(Intake intake);

/// A merchant as it stands after a document: the row that history keeps and replaces.
struct MerchantRow {
    MerchantNo merchant;
    std::string id;
    MarketNo market;
    std::string name;
    GeoPoint position;
    bool hasPosition = false;
    std::string timeZone; ///< IANA name; empty: the market's
    Intake intake = Intake::open;
    std::uint32_t openOrders = 0;
    std::uint32_t version = 0; ///< counts accepted documents of this merchant; commands name the one they saw
    DocumentRef lastDocument;
};

/// A fact about a rider that changes rarely.
struct RiderRow {
    RiderNo rider;
    std::string id;
    MarketNo market;
    bool onShift = false;
    bool connected = false;
    DocumentRef firstDocument;
    DocumentRef lastDocument;
};

/// Personal fields, kept behind an id in one table of their own, so that they can be erased.
enum class PersonKind : std::uint8_t { rider, customer, merchant };
struct PersonRow {
    PersonKind kind = PersonKind::rider;
    std::string id;
    std::string name;
    std::string phone;
    std::string address;
    DocumentRef lastDocument;
};

} // namespace roundsman
