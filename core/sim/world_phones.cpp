#include "core/sim/world.h"

#include <cmath>

namespace roundsman {
namespace {

constexpr Moment doorSeconds = 16;
constexpr std::size_t backlogBytesMax = std::size_t{512} * 1'024; ///< a phone keeps that much while it has no network

std::int64_t degreesE6(std::int32_t e7) {
    return (e7 + (e7 < 0 ? -5 : 5)) / 10;
}

std::string_view statusOf(Errand errand) {
    switch (errand) {
    case Errand::parked:
    case Errand::cruising:
    case Errand::toSpot:
        return "idle";
    case Errand::toDoor:
        return "to_merchant";
    case Errand::atDoor:
        return "at_merchant";
    case Errand::toCustomer:
        return "to_customer";
    case Errand::atCustomer:
        return "at_customer";
    case Errand::onBreak:
        break;
    }
    return "break";
}

} // namespace

void Simulation::World::newPhone(Rider& rider) {
    const PhoneShares& shares = m_options.phones;
    rider.pace = static_cast<float>(rider.random.between(0.72, 1.0));
    const double vehicle = rider.random.uniform();
    rider.topSpeed = vehicle < 0.25 ? 6.5F : vehicle < 0.8 ? 13.5F : 25.0F;
    rider.latencyMicros = 40'000 + rider.random.below(400'000);
    rider.noiseX = rider.noiseY = 0;
    const double clock = rider.random.uniform();
    double skew = rider.random.between(-0.25, 0.25);
    if (clock < shares.farAhead) {
        skew = rider.random.between(120, 600);
    } else if (clock < shares.farAhead + shares.skewed) {
        skew = rider.random.between(2, 50) * (rider.random.chance(0.5) ? 1 : -1);
    }
    rider.skewMicros = static_cast<std::int32_t>(skew * 1e6);
}

void Simulation::World::takeFix(std::uint32_t slot, Moment taken) {
    Rider& rider = m_riders[slot];
    const Driver::Position position = m_driver.positionOf(rider);
    if (isIdle(rider.errand)) {
        m_idle.put(slot, position.spot);
    }
    ++rider.sequence;
    ++m_counts.fixesTaken;
    // A phone's error wanders; its deviation stays what the options say (0.8 squared and 0.6 squared are one).
    rider.noiseX = static_cast<float>(0.8 * rider.noiseX + 0.6 * rider.random.normal());
    rider.noiseY = static_cast<float>(0.8 * rider.noiseY + 0.6 * rider.random.normal());
    const double noise = m_options.phones.noiseMetres;
    Spot seen = position.spot + Spot{rider.noiseX * noise, rider.noiseY * noise};

    const PhoneShares& shares = m_options.phones;
    double dice = rider.random.uniform();
    const auto falls = [&dice](double share) {
        dice -= share;
        return dice < 0;
    };
    if (inShort() && !sentInShort(slot)) {
        if (rider.silentUntil != 0 && m_now >= rider.silentUntil) {
            findNetwork(slot);
        }
        return;
    }
    const bool lost = falls(shares.lost);
    if (m_truth != nullptr) {
        const SessionText session(rider.session);
        m_truth->take({rider.id, session.view(), rider.sequence, m_post.timeOf(taken), m_plane.geo(position.spot),
                       rider.speed, position.limit, !lost});
    }
    if (lost) {
        ++m_counts.fixesLost;
        return;
    }
    if (falls(shares.jumping)) {
        dice = 1; // one trouble at a time
        ++m_counts.jumped;
        seen = seen + polar(rider.random.between(0, 6.28), rider.random.between(2'500, 30'000));
    }
    writeFix(rider, seen, position, taken);
    LineWriter id;
    id.number(rider.id);
    const std::string_view key = id.line();
    if (rider.silentUntil != 0) {
        sendFix(slot, key);
    } else if (falls(shares.broken)) {
        breakFix(rider);
        m_post.send(m_now, rider.market, key, m_line.line());
    } else if (falls(shares.duplicated)) {
        ++m_counts.duplicated;
        m_post.send(m_now, rider.market, key, m_line.line());
        m_post.sendLater(m_now + seconds(rider.random.between(0.2, 6)), rider.market, key, m_line.line());
    } else if (falls(shares.disordered)) {
        ++m_counts.disordered;
        const double fixMicros = m_visitMicros * m_visitsAFix * static_cast<double>(m_riders.size());
        const double behind = fixMicros * rider.random.between(1.2, 2.8);
        m_post.sendLater(m_now + static_cast<Moment>(behind), rider.market, key, m_line.line());
    } else if (falls(shares.delayed)) {
        ++m_counts.delayed;
        m_post.sendLater(m_now + seconds(rider.random.between(3, 30)), rider.market, key, m_line.line());
    } else {
        m_post.send(m_now, rider.market, key, m_line.line());
        if (rider.random.chance(m_networkLossPerFix)) {
            loseNetwork(slot);
        }
    }
}

/// The first moments at the restaurant's door: without them nobody could say which wait was avoidable.
bool Simulation::World::sentInShort(std::uint32_t slot) const {
    const Rider& rider = m_riders[slot];
    return rider.errand == Errand::atDoor && m_now - m_orders[rider.order].atMerchant < doorSeconds * oneSecond;
}

void Simulation::World::writeFix(const Rider& rider, Spot spot, const Driver::Position& position, Moment taken) {
    const GeoPoint point = m_plane.geo(spot);
    m_line.clear();
    m_line.text(R"({"driverId":)").number(rider.id);
    m_line.text(R"(,"longitude":)").millionths(degreesE6(point.longitudeE7()));
    m_line.text(R"(,"latitude":)").millionths(degreesE6(point.latitudeE7()));
    m_line.text(R"(,"state":")").text(m_city->markets[rider.market].id);
    m_line.text(R"(","timestamp":)").number(millisOf(m_post.timeOf(taken + rider.skewMicros)));
    const float speed = std::max(0.0F, rider.speed + 0.25F * rider.noiseX * (rider.speed > 0.3F ? 1.0F : 0.0F));
    m_line.text(R"(,"speed":)").tenths(static_cast<std::uint32_t>(std::lrint(speed * 10)));
    if (rider.speed > 0.3F) { // a phone that stands knows no direction
        const auto heading = static_cast<std::int32_t>(position.heading + rider.noiseY * 12.0F / (rider.speed + 1));
        m_line.text(R"(,"heading":)").number((heading + 360) % 360);
    }
    const auto accuracy = static_cast<std::uint32_t>(
        m_options.phones.noiseMetres * (1.2 + 0.5 * std::abs(rider.noiseX) + 0.5 * std::abs(rider.noiseY)) + 1.5);
    m_line.text(R"(,"accuracy":)").number(accuracy);
    m_line.text(R"(,"seq":)").number(rider.sequence);
    m_line.text(R"(,"session":")").text(SessionText(rider.session).view());
    m_line.text(R"(","status":")").text(statusOf(rider.errand));
    if (rider.order != nobody) {
        m_line.text(R"(","orderId":"o-)").number(m_orders[rider.order].number);
    }
    m_line.text(R"("})");
}

/// Without network the phone keeps its fixes; with the network back it sends them, the oldest first.
void Simulation::World::sendFix(std::uint32_t slot, std::string_view key) {
    Rider& rider = m_riders[slot];
    std::string& backlog = m_backlogs[rider.backlog];
    if (m_now < rider.silentUntil) {
        if (backlog.size() < backlogBytesMax) {
            backlog.append(m_line.line()).push_back('\n');
        } else {
            ++m_counts.fixesLost;
        }
        return;
    }
    const std::string newest(m_line.line());
    findNetwork(slot);
    m_post.send(m_now, rider.market, key, newest);
}

void Simulation::World::loseNetwork(std::uint32_t slot) {
    Rider& rider = m_riders[slot];
    rider.silentUntil = m_now + seconds(rider.random.between(60, 360));
    if (m_freeBacklogs.empty()) {
        m_freeBacklogs.push_back(static_cast<std::uint32_t>(m_backlogs.size()));
        m_backlogs.emplace_back();
    }
    rider.backlog = m_freeBacklogs.back();
    m_freeBacklogs.pop_back();
    m_backlogs[rider.backlog].clear();
    LineWriter id;
    id.number(rider.id);
    m_events.begin(m_now, m_now, "rider.disconnected", Writer::riderApp, rider.market, id.line())
        .number("driverId", rider.id)
        .text("reason", "no_network")
        .send();
}

void Simulation::World::findNetwork(std::uint32_t slot) {
    Rider& rider = m_riders[slot];
    rider.silentUntil = 0;
    LineWriter id;
    id.number(rider.id);
    m_events.begin(m_now, m_now, "rider.connected", Writer::riderApp, rider.market, id.line())
        .number("driverId", rider.id)
        .text("session", SessionText(rider.session).view())
        .send();
    std::string& backlog = m_backlogs[rider.backlog];
    for (std::size_t first = 0; first < backlog.size();) {
        const std::size_t end = backlog.find('\n', first);
        ++m_counts.heldBack;
        m_post.send(m_now, rider.market, id.line(), std::string_view(backlog).substr(first, end - first));
        first = end + 1;
    }
    backlog.clear();
    m_freeBacklogs.push_back(rider.backlog);
    rider.backlog = nobody;
}

/// What no program can take for a fix, of the kinds that really come.
void Simulation::World::breakFix(Rider& rider) {
    ++m_counts.broken;
    const std::string whole(m_line.line());
    m_line.clear();
    switch (rider.random.below(4)) {
    case 0:
        m_line.text(std::string_view(whole).substr(0, whole.size() / 2));
        break;
    case 1:
        m_line.text(R"({"name":"tony","location":")").text(m_city->markets[rider.market].id).text(R"("})");
        break;
    case 2:
        m_line.text(R"({"driverId":)").number(rider.id).text(R"(,"longitude":0,"latitude":0,"state":")");
        m_line.text(m_city->markets[rider.market].id).text(R"("})");
        break;
    default:
        m_line.text(R"({"driverId":)").number(rider.id).text(R"(,"longitude":-45.1,"latitude":130.02,"state":")");
        m_line.text(m_city->markets[rider.market].id).text(R"("})");
    }
}

} // namespace roundsman
