#pragma once

#include "core/base/bytes.h"
#include "core/model/ids.h"
#include "core/model/merchant.h"
#include "core/model/order.h"
#include "core/model/rider_state.h"

namespace roundsman {

// Rows of state <-> bytes of a snapshot. A reader checks ByteReader::ok().

inline constexpr std::size_t savedOrderBytesMin = 150;
inline constexpr std::size_t savedMerchantBytesMin = 50;
inline constexpr std::size_t savedRiderBytesMin = 100;

void saveRow(ByteWriter& out, const OrderRow& order);
OrderRow loadOrder(ByteReader& in);

void saveRow(ByteWriter& out, const MerchantRow& merchant);
MerchantRow loadMerchant(ByteReader& in);

void saveRow(ByteWriter& out, const PersonRow& person);
PersonRow loadPerson(ByteReader& in);

/// All of a rider but his id and what admission keeps of him.
void saveRow(ByteWriter& out, const RiderState& rider);
void loadRow(ByteReader& in, RiderState& rider);

void savePoint(ByteWriter& out, GeoPoint point);
GeoPoint loadPoint(ByteReader& in);
void saveRef(ByteWriter& out, const DocumentRef& document);
DocumentRef loadRef(ByteReader& in);

} // namespace roundsman
