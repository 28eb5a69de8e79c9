#include "core/gateway/allowance.h"

namespace roundsman {

std::optional<TooFast> Allowance::take(const SendLoad& load, const SendSpeed& speed, RateLimit::Time now) {
    const auto documents = static_cast<double>(load.documents);
    const auto bytes = static_cast<double>(load.bytes);
    if (!m_documents.take(documents, speed.documentsPerSecond, speed.burst, now)) {
        return TooFast{.what = "rate",
                       .seconds = m_documents.secondsUntil(documents, speed.documentsPerSecond, speed.burst, now)};
    }
    if (!m_bytes.take(bytes, speed.bytesPerSecond, speed.burst, now)) {
        m_documents.giveBack(documents, speed.documentsPerSecond);
        return TooFast{.what = "bytes", .seconds = m_bytes.secondsUntil(bytes, speed.bytesPerSecond, speed.burst, now)};
    }
    return std::nullopt;
}

void Allowance::giveBack(const SendLoad& load, const SendSpeed& speed) {
    m_documents.giveBack(static_cast<double>(load.documents), speed.documentsPerSecond);
    m_bytes.giveBack(static_cast<double>(load.bytes), speed.bytesPerSecond);
}

void Allowance::spend(std::size_t documents, const SendSpeed& speed, RateLimit::Time now) {
    m_documents.spend(static_cast<double>(documents), speed.documentsPerSecond, speed.burst, now);
}

std::optional<TooFast> Allowance::exhausted(const SendSpeed& speed, RateLimit::Time now) const {
    if (const double wait = m_documents.secondsUntil(1, speed.documentsPerSecond, speed.burst, now); wait > 0) {
        return TooFast{.what = "rate", .seconds = wait};
    }
    if (const double wait = m_bytes.secondsUntil(1, speed.bytesPerSecond, speed.burst, now); wait > 0) {
        return TooFast{.what = "bytes", .seconds = wait};
    }
    return std::nullopt;
}

bool Allowance::openSocket(std::size_t most) {
    std::size_t open = m_sockets.load();
    do {
        if (open >= most) {
            return false;
        }
    } while (!m_sockets.compare_exchange_weak(open, open + 1));
    return true;
}

std::shared_ptr<Allowance> AllowanceBook::of(std::string_view name, RateLimit::Time now) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_known.find(name); found != m_known.end()) {
        return found->second;
    }
    forgetThoseAtRest(now);
    if (m_known.size() >= most) {
        return m_others;
    }
    return m_known.emplace(std::string(name), std::make_shared<Allowance>()).first->second;
}

/// At most once a second, so that a flood of new names costs little each.
void AllowanceBook::forgetThoseAtRest(RateLimit::Time now) {
    constexpr std::size_t few = 1'024;
    if (m_known.size() < few || now < m_nextLook) {
        return;
    }
    m_nextLook = now + std::chrono::seconds(1);
    std::erase_if(m_known, [now](const auto& one) { return one.second.use_count() == 1 && one.second->atRest(now); });
}

std::size_t AllowanceBook::size() const {
    const std::lock_guard lock(m_mutex);
    return m_known.size();
}

} // namespace roundsman
