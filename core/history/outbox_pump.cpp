#include "core/history/outbox_pump.h"

#include <algorithm>
#include <utility>

namespace roundsman {

OutboxPump::OutboxPump(OutboxReader reader, std::unique_ptr<OutboxSender> sender, const OutboxPumpLimits& limits)
    : m_reader(std::move(reader)), m_sender(std::move(sender)), m_limits(limits), m_wait(limits.retryFirst) {}

Millis OutboxPump::tryLater(const std::string& why) {
    m_trouble = why;
    static_cast<void>(m_reader.failed(why)); // when this cannot be written either, the trouble is told all the same
    return std::exchange(m_wait, std::min(m_wait * 2, m_limits.retryMax));
}

HistoryResult<std::size_t> OutboxPump::leaveOutOld(std::span<const OutboxItem> items, EventTime now) {
    std::size_t old = 0;
    while (m_limits.oldestSent.count() > 0 && old < items.size() && items[old].laneTime + m_limits.oldestSent < now) {
        if (auto done = m_reader.setAside(items[old], "too old to be news"); !done) {
            return std::unexpected(done.error());
        }
        ++old;
    }
    return old;
}

Millis OutboxPump::step(EventTime now) {
    const auto items = m_reader.pending(m_limits.itemsASend);
    if (!items) {
        return tryLater(items.error().sentence);
    }
    const auto old = leaveOutOld(*items, now);
    if (!old) {
        return tryLater(old.error().sentence);
    }
    const std::span news = std::span(*items).subspan(*old);
    if (news.empty()) {
        return *old > 0 ? Millis{0} : m_limits.lookEvery;
    }
    const OutboxDelivery delivery = m_sender->send(news);
    const std::size_t delivered = std::min(delivery.delivered, news.size());
    auto done = delivered > 0 ? m_reader.sent(news.first(delivered)) : HistoryDone{};
    if (done && !(delivery.ahead.empty() && delivery.failed.empty())) {
        done = m_reader.note(delivery.ahead, delivery.failed);
    }
    if (done && delivery.refused && delivered < news.size()) {
        done = m_reader.setAside(news[delivered], delivery.trouble);
    } else if (done && delivered < news.size()) {
        if (delivered > 0 || !delivery.ahead.empty()) {
            m_wait = m_limits.retryFirst;
        }
        if (!delivery.ahead.empty() || !delivery.failed.empty()) { // others come on, whatever keeps the first one
            m_trouble = delivery.trouble;
            return Millis{0};
        }
        return tryLater(delivery.trouble.empty() ? "it did not arrive" : delivery.trouble);
    }
    if (!done) {
        return tryLater(done.error().sentence);
    }
    m_wait = m_limits.retryFirst;
    m_trouble.clear();
    return Millis{0};
}

} // namespace roundsman
