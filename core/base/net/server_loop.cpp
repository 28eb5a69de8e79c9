#include "core/base/net/server_loop.h"

#include "core/base/net/http_session.h"

#include <unistd.h>

#include <format>
#include <utility>

namespace roundsman::net {

Entry HttpShared::enter(const std::string& peer) {
    const bool counted = limits.connectionsPerAddressMax != 0 && (limits.limitLoopback || !isThisMachine(peer));
    const std::string address = counted ? networkOf(peer) : std::string();
    const std::lock_guard lock(mutex);
    const bool room = open < limits.connectionsMax;
    const auto known = counted ? byAddress.find(address) : byAddress.end();
    const bool few = known == byAddress.end() || known->second < limits.connectionsPerAddressMax;
    if (room && few) {
        ++open;
        if (counted) {
            ++byAddress[address];
        }
        return Entry::in;
    }
    count(room ? DoorReason::tooManyOfAddress : DoorReason::tooManyConnections);
    if (turningAway >= limits.turnedAwayAtOnceMax) {
        return Entry::cut;
    }
    ++turningAway;
    return Entry::turnedAway;
}

void HttpShared::leave(const std::string& peer, Entry entry) {
    const std::lock_guard lock(mutex);
    if (entry == Entry::turnedAway) {
        --turningAway;
        return;
    }
    --open;
    if (const auto found = byAddress.find(networkOf(peer)); found != byAddress.end() && --found->second == 0) {
        byAddress.erase(found);
    }
}

void ServerLoop::adopt(int descriptor, const std::string& peer, Entry entry) {
    std::unique_ptr<TlsStream> tls = shared.tls ? std::make_unique<TlsStream>(*shared.tls, descriptor) : nullptr;
    auto link = std::make_shared<Link>(descriptor, peer, *this, std::move(tls));
    link->entry = entry;
    link->place = links.size();
    links.push_back(link);
    const auto session = std::make_shared<HttpSession>(*link, shared.shared_from_this());
    link->open(session);
    session->start(entry == Entry::turnedAway);
}

void ServerLoop::forget(Link& link) {
    if (link.place >= links.size() || links[link.place].get() != &link) {
        return;
    }
    const std::size_t place = link.place;
    const auto held = std::exchange(links[place], nullptr); // ends after the list is whole again
    if (place + 1 != links.size()) {
        links[place] = std::move(links.back());
        links[place]->place = place;
    }
    links.pop_back();
    shared.leave(link.peer(), link.entry);
    // The link may be in use further up: it goes at the turn's end.
    io.atTurnsEnd([held] {});
}

void ServerLoop::everySecond() {
    for (std::size_t i = 0; i < links.size(); ++i) {
        const auto link = links[i];
        link->onSecond();
        if (i < links.size() && links[i] != link) {
            --i; // it ended, and another took its place
        }
    }
    io.after(std::chrono::seconds(1), [this] { everySecond(); });
}

void ServerLoop::flushLater(std::shared_ptr<Link> link) {
    if (m_toFlush.empty()) {
        io.atTurnsEnd([this] { flushAll(); });
    }
    m_toFlush.push_back(std::move(link));
}

void ServerLoop::flushAll() {
    for (std::size_t i = 0; i < m_toFlush.size(); ++i) { // what is flushed may make others speak
        constexpr std::size_t ahead = 4;
        if (i + ahead < m_toFlush.size()) {
            __builtin_prefetch(m_toFlush[i + ahead].get());
            __builtin_prefetch(reinterpret_cast<const char*>(m_toFlush[i + ahead].get()) + 64);
        }
        const auto link = std::move(m_toFlush[i]);
        link->flush();
    }
    m_toFlush.clear();
}

void ServerLoop::lend(std::string& buffer) {
    if (!m_spare.empty()) {
        buffer = std::move(m_spare.back());
        m_spare.pop_back();
    }
}

void ServerLoop::takeBack(std::string& buffer) {
    constexpr std::size_t spareMax = 1024;
    constexpr std::size_t bytesMin = 32; // below, a string needs no memory of its own
    constexpr std::size_t bytesMax = 512;
    std::string taken = std::exchange(buffer, {});
    if (m_spare.size() < spareMax && taken.capacity() >= bytesMin && taken.capacity() <= bytesMax) {
        taken.clear();
        m_spare.push_back(std::move(taken));
    }
}

const std::string& ServerLoop::date() {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (std::exchange(m_dated, now) != now) {
        m_date = std::format("{:%a, %d %b %Y %H:%M:%S} GMT", now);
    }
    return m_date;
}

void ServerLoop::endAll() {
    while (!links.empty()) {
        const auto link = links.back();
        link->end();
    }
}

} // namespace roundsman::net
