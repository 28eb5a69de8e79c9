#pragma once

#include "core/api/console_api.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace roundsman {

/// The only QObject that hears from core threads. It carries "there is a newer picture" to the Qt thread; at most one
/// such call waits, and newer pictures replace the one it announces, so that a slow screen costs frames and never
/// memory.
class FrameFeed : public QObject {
    Q_OBJECT

public:
    explicit FrameFeed(ConsoleApi& api, QObject* parent = nullptr);
    ~FrameFeed() override;

    [[nodiscard]] const Picture& picture() const { return m_picture; }
    [[nodiscard]] ConsoleApi& api() const { return m_api; }
    [[nodiscard]] std::uint64_t taken() const { return m_taken; }

Q_SIGNALS:
    void pictureChanged();

private:
    void take();
    void keepLostLanes(Picture& next) const;

    ConsoleApi& m_api;
    Picture m_picture;
    std::uint64_t m_taken = 0;
    std::atomic<bool> m_waiting = false;
    std::unique_ptr<Subscription> m_subscription; // last: it stops first
};

} // namespace roundsman
