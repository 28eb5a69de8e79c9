#pragma once

#include "core/base/time.h"

#include <atomic>

namespace roundsman::tests {

/// Stands still but when the test moves it.
class HandClock final : public Clock {
public:
    [[nodiscard]] EventTime now() const override { return eventTimeFromMillis(m_millis); }
    void advance(Millis step) { m_millis += step.count(); }

private:
    std::atomic<std::int64_t> m_millis = 1'795'003'200'000;
};

} // namespace roundsman::tests
