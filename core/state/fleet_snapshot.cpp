#include "core/state/fleet.h"
#include "core/state/saved_rows.h"

namespace roundsman {
namespace {

void saveNames(ByteWriter& out, const Directory& names) {
    out.put(static_cast<std::uint64_t>(names.size()));
    for (std::size_t i = 0; i < names.size(); ++i) {
        out.put(std::string_view(names[i]));
    }
}

/// Names with their numbers; two of one name are no state of ours.
void loadNames(ByteReader& in, Directory& names, TextIndex& index) {
    const std::size_t count = in.getCount(4);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        const std::string_view name = in.getText();
        names.append(name);
        if (!index.emplace(name, static_cast<std::uint32_t>(i)).second) {
            in.fail();
        }
    }
}

} // namespace

void Fleet::save(ByteWriter& out) const {
    saveNames(out, m_marketNames);
    saveNames(out, m_customers);
    saveNames(out, m_vehicles);
    out.put(static_cast<std::uint64_t>(m_merchants.size()));
    for (const MerchantRow& merchant : m_merchants) {
        saveRow(out, merchant);
    }
    m_orders.save(out);
    out.put(static_cast<std::uint64_t>(m_carried.size()));
    for (const auto& [rider, orders] : m_carried) {
        out.put(rider.value());
        out.put(static_cast<std::uint64_t>(orders.size()));
        for (const OrderNo order : orders) {
            out.put(order.value());
        }
    }
    out.put(static_cast<std::uint64_t>(m_people.size()));
    for (const auto& [key, person] : m_people) {
        saveRow(out, person);
    }
    out.put(static_cast<std::uint64_t>(m_riders.size()));
    for (std::uint32_t n = 0; n < m_riders.size(); ++n) {
        out.put(std::string_view(m_riders.ids()[n]));
        saveRow(out, m_riders[RiderNo{n}]);
    }
    m_connections.save(out);
}

void Fleet::load(ByteReader& in) {
    loadNames(in, m_marketNames, m_marketsByName);
    m_markets.resize(m_marketNames.size());
    loadNames(in, m_customers, m_customersById);
    loadNames(in, m_vehicles, m_vehiclesByName);
    const std::size_t merchants = in.getCount(savedMerchantBytesMin);
    for (std::size_t i = 0; i < merchants && in.ok(); ++i) {
        m_merchants.push_back(loadMerchant(in));
        if (!m_merchantsById.emplace(m_merchants.back().id, static_cast<std::uint32_t>(i)).second) {
            in.fail();
        }
    }
    m_orders.load(in);
    const std::size_t carriers = in.getCount(16);
    for (std::size_t i = 0; i < carriers && in.ok(); ++i) {
        auto& orders = m_carried[RiderNo{in.get<std::uint32_t>()}];
        const std::size_t count = in.getCount(4);
        for (std::size_t k = 0; k < count; ++k) {
            orders.emplace_back(in.get<std::uint32_t>());
        }
    }
    const std::size_t people = in.getCount(25);
    for (std::size_t i = 0; i < people && in.ok(); ++i) {
        PersonRow person = loadPerson(in);
        const auto key = std::pair{person.kind, person.id};
        m_people.emplace(key, std::move(person));
    }
    const std::size_t riders = in.getCount(savedRiderBytesMin);
    for (std::size_t i = 0; i < riders && in.ok(); ++i) {
        const std::string_view id = in.getText();
        const std::uint64_t hash = RiderTable::hashOf(id);
        if (id.empty() || m_riders.find(id, hash) != noRider) {
            in.fail(); // no rider is called nothing, and no two alike
            break;
        }
        loadRow(in, m_riders[m_riders.add(id, hash)]);
    }
    m_connections.load(in, m_riders.size());
    checkNumbers(in);
}

/// Hostile bytes may name what is not there; nothing is followed before this was asked.
void Fleet::checkNumbers(ByteReader& in) const {
    const auto riderGood = [&](RiderNo rider) {
        return rider == noRider || rider.value() < m_riders.size();
    };
    const auto marketGood = [&](MarketNo market) {
        return market == noMarket || market.value() < m_markets.size();
    };
    bool good = m_markets.size() < noMarket.value();
    for (std::uint32_t i = 0; i < m_merchants.size(); ++i) {
        good = good && m_merchants[i].merchant == MerchantNo{i} && marketGood(m_merchants[i].market);
    }
    m_orders.forEach([&](const OrderRow& order) {
        good = good && riderGood(order.rider) && marketGood(order.market) &&
               (order.merchant == noMerchant || order.merchant.value() < m_merchants.size());
    });
    for (const auto& [rider, orders] : m_carried) {
        good = good && rider.value() < m_riders.size();
    }
    for (std::uint32_t n = 0; n < m_riders.size(); ++n) {
        const RiderState& rider = m_riders[RiderNo{n}];
        good = good && marketGood(rider.market) && rider.vehicle <= m_vehicles.size();
    }
    if (!good) {
        in.fail();
    }
}

} // namespace roundsman
