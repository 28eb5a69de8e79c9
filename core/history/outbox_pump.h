#pragma once

#include "core/base/time.h"
#include "core/history/outbox_reader.h"

#include <functional>
#include <memory>
#include <string>

namespace roundsman {

struct OutboxPumpLimits {
    std::size_t itemsASend = 500;
    Millis lookEvery{200}; ///< for new rows
    Millis retryFirst{1'000};
    Millis retryMax{60'000};
    Millis oldestSent{0}; ///< what the lane's time has left so far behind is set aside, not sent; 0: all is sent
};

/// Hands what waits in the outbox to a sender and remembers what arrived. A send that fails is tried again, longer and
/// longer apart: order is kept, so nothing of its partition overtakes it. No thread and no clock inside: whoever owns
/// it calls step() again when it says so.
class OutboxPump {
public:
    OutboxPump(OutboxReader reader, std::unique_ptr<OutboxSender> sender, const OutboxPumpLimits& limits = {});

    /// One round. Gives how long nothing needs to be done; zero: more waits. `now` is the wall's time, for oldestSent.
    Millis step(EventTime now);
    /// Empty: what waits is being sent.
    [[nodiscard]] const std::string& trouble() const { return m_trouble; }
    HistoryResult<OutboxStatus> status() { return m_reader.status(); }
    OutboxSender& sender() { return *m_sender; }

private:
    Millis tryLater(const std::string& why);
    HistoryResult<std::size_t> leaveOutOld(std::span<const OutboxItem> items, EventTime now);

    OutboxReader m_reader;
    std::unique_ptr<OutboxSender> m_sender;
    OutboxPumpLimits m_limits;
    Millis m_wait;
    std::string m_trouble;
};

} // namespace roundsman
