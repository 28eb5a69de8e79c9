#pragma once

#include "core/base/time.h"
#include "core/gateway/rate_limit.h"

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace roundsman {

struct SendSpeed { ///< 0: no limit
    double documentsPerSecond = 0;
    double bytesPerSecond = 0;
    Millis burst{};
};

struct SendLoad {
    std::size_t documents = 0;
    std::size_t bytes = 0;
};

struct TooFast {
    std::string_view what; ///< "rate" or "bytes"
    double seconds = 0;    ///< until it may pass
};

/// What one sender, or one address, may still send, and how many sockets a sender has. Any thread may call.
class Allowance {
public:
    std::optional<TooFast> take(const SendLoad& load, const SendSpeed& speed, RateLimit::Time now);
    void giveBack(const SendLoad& load, const SendSpeed& speed);
    /// Counts them, whether they might pass or not.
    void spend(std::size_t documents, const SendSpeed& speed, RateLimit::Time now);
    /// Why nothing at all may pass now.
    [[nodiscard]] std::optional<TooFast> exhausted(const SendSpeed& speed, RateLimit::Time now) const;
    /// One more socket of his; false: he has `most`.
    bool openSocket(std::size_t most);
    void closeSocket() { --m_sockets; }
    [[nodiscard]] bool atRest(RateLimit::Time now) const { return m_documents.atRest(now) && m_bytes.atRest(now); }

private:
    RateLimit m_documents;
    RateLimit m_bytes;
    std::atomic<std::size_t> m_sockets{0};
};

/// Allowances by name, of senders or of addresses. Whoever has nothing open and has not sent for a while is forgotten;
/// when so many are known that no more fit, those who come new share one. Any thread may call: once a request or
/// connection, not once a message.
class AllowanceBook {
public:
    std::shared_ptr<Allowance> of(std::string_view name, RateLimit::Time now);
    [[nodiscard]] std::size_t size() const;

    static constexpr std::size_t most = 65'536;

private:
    void forgetThoseAtRest(RateLimit::Time now);

    mutable std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Allowance>, std::less<>> m_known; ///< guarded by m_mutex
    std::shared_ptr<Allowance> m_others = std::make_shared<Allowance>();
    RateLimit::Time m_nextLook{}; ///< guarded by m_mutex
};

} // namespace roundsman
