#include "core/base/time.h"

#include <array>
#include <cstdio>
#include <optional>

namespace roundsman {
namespace {

/// Takes digits and fixed characters off the front of a text; the first mismatch ends it.
class Reader {
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    std::optional<int> digits(std::size_t count) {
        if (m_rest.size() < count) {
            return {};
        }
        int value = 0;
        for (const char c : m_rest.substr(0, count)) {
            if (c < '0' || c > '9') {
                return {};
            }
            value = value * 10 + (c - '0');
        }
        m_rest.remove_prefix(count);
        return value;
    }

    bool oneOf(std::string_view choices) {
        if (m_rest.empty() || choices.find(m_rest.front()) == std::string_view::npos) {
            return false;
        }
        m_rest.remove_prefix(1);
        return true;
    }

    /// ".123456" -> 123; no dot -> 0; a dot without digits is an error.
    std::optional<int> fractionMillis() {
        if (!oneOf(".")) {
            return 0;
        }
        int millis = 0;
        int scale = 100;
        bool any = false;
        while (const auto digit = digits(1)) {
            millis += *digit * scale;
            scale /= 10;
            any = true;
        }
        return any ? std::optional{millis} : std::nullopt;
    }

    /// "Z" or "+05:30", as minutes east of UTC.
    std::optional<int> offsetMinutes() {
        if (oneOf("Zz")) {
            return 0;
        }
        const int sign = !m_rest.empty() && m_rest.front() == '-' ? -1 : 1;
        if (!oneOf("+-")) {
            return {};
        }
        const auto hours = digits(2);
        const bool colon = oneOf(":");
        const auto minutes = digits(2);
        if (!hours || !colon || !minutes || *hours > 23 || *minutes > 59) {
            return {};
        }
        return sign * (*hours * 60 + *minutes);
    }

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

constexpr int lastMinuteOfDay = 23 * 60 + 59;

} // namespace

std::expected<EventTime, std::string_view> parseRfc3339(std::string_view text) {
    using namespace std::chrono;
    constexpr std::string_view notRfc3339 = "not an RFC 3339 time";
    Reader in(text);

    const auto y = in.digits(4);
    bool ok = y && in.oneOf("-");
    const auto mo = ok ? in.digits(2) : std::nullopt;
    ok = mo && in.oneOf("-");
    const auto d = ok ? in.digits(2) : std::nullopt;
    ok = d && in.oneOf("Tt ");
    const auto h = ok ? in.digits(2) : std::nullopt;
    ok = h && in.oneOf(":");
    const auto mi = ok ? in.digits(2) : std::nullopt;
    ok = mi && in.oneOf(":");
    const auto s = ok ? in.digits(2) : std::nullopt;
    const auto fraction = s ? in.fractionMillis() : std::nullopt;
    const auto offset = fraction ? in.offsetMinutes() : std::nullopt;
    if (!offset || !in.atEnd()) {
        return std::unexpected(notRfc3339);
    }

    const year_month_day date{year{*y}, month{static_cast<unsigned>(*mo)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok() || *h > 23 || *mi > 59 || *s > 60) {
        return std::unexpected("no such date or time of day");
    }
    const int utcMinuteOfDay = ((*h * 60 + *mi - *offset) % 1440 + 1440) % 1440;
    if (*s == 60 && utcMinuteOfDay != lastMinuteOfDay) {
        return std::unexpected("a leap second stands only at 23:59:60 UTC");
    }
    const EventTime time =
        EventTime{sys_days{date}} + hours{*h} + minutes{*mi} + seconds{*s} + milliseconds{*fraction} - minutes{*offset};
    // An offset or a leap second may lead out of the years that can be written.
    if (time < sys_days{year{0} / 1 / 1} || time >= sys_days{year{10'000} / 1 / 1}) {
        return std::unexpected("before the year 0000 or after 9999 in UTC");
    }
    return time;
}

std::string toRfc3339(EventTime time) {
    using namespace std::chrono;
    const auto midnight = floor<days>(time);
    const year_month_day date{midnight};
    const hh_mm_ss clock{time - midnight};
    std::array<char, 40> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

} // namespace roundsman
