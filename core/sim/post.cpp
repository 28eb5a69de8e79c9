#include "core/sim/post.h"

#include <array>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, 4> writers{"rider-app", "merchant-app", "customer-app", "dispatch"};

std::int64_t toE6(std::int32_t e7) {
    return (e7 + (e7 < 0 ? -5 : 5)) / 10;
}

} // namespace

void Post::sendLater(Moment at, std::uint32_t market, std::string_view key, std::string_view bytes) {
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_stored.size()));
        m_stored.emplace_back();
    }
    const std::uint32_t place = m_free.back();
    m_free.pop_back();
    m_stored[place].key = key;
    m_stored[place].bytes = bytes;
    m_stored[place].market = market;
    m_agenda.add(at, Task::lateDocument, place);
}

void Post::deliverLate(Moment now, std::uint32_t stored) {
    send(now, m_stored[stored].market, m_stored[stored].key, m_stored[stored].bytes);
    m_free.push_back(stored);
}

EventDocuments& EventDocuments::begin(Moment happened, Moment now, std::string_view type, Writer writer,
                                      std::uint32_t market, std::string_view subject) {
    m_now = now;
    m_market = market;
    m_subject = subject;
    m_first = true;
    m_line.clear();
    m_line.text(R"({"id":"e-)").number(++m_number).text(R"(","type":")").text(type).text(R"(","time":)");
    writeTime(happened);
    m_line.text(R"(,"source":")").text(writers[static_cast<std::size_t>(writer)]).text(R"(","market":")");
    m_line.text(m_city.markets[market].id).text(R"(","subject":")").text(subject).text(R"(","data":{)");
    return *this;
}

void EventDocuments::writeTime(Moment moment) {
    constexpr std::int64_t dayMillis = 86'400'000;
    const std::int64_t millis = millisOf(m_post.timeOf(moment));
    if (millis / dayMillis != m_day) {
        m_day = millis / dayMillis;
        m_dayText = toRfc3339(eventTimeFromMillis(m_day * dayMillis)).substr(0, 11);
    }
    const auto ofDay = static_cast<std::uint64_t>(millis % dayMillis);
    m_line.character('"').text(m_dayText).twoDigits(ofDay / 3'600'000).character(':');
    m_line.twoDigits(ofDay / 60'000 % 60).character(':').twoDigits(ofDay / 1'000 % 60).character('.');
    m_line.number(ofDay / 100 % 10).twoDigits(ofDay % 100).text(R"(Z")");
}

void EventDocuments::field(std::string_view name) {
    if (!m_first) {
        m_line.character(',');
    }
    m_first = false;
    m_line.character('"').text(name).text(R"(":)");
}

EventDocuments& EventDocuments::text(std::string_view name, std::string_view value) {
    field(name);
    m_line.character('"').text(value).character('"');
    return *this;
}

EventDocuments& EventDocuments::number(std::string_view name, std::uint64_t value) {
    field(name);
    m_line.number(value);
    return *this;
}

EventDocuments& EventDocuments::point(std::string_view name, GeoPoint point, std::string_view address) {
    field(name);
    m_line.text(R"({"latitude":)").millionths(toE6(point.latitudeE7()));
    m_line.text(R"(,"longitude":)").millionths(toE6(point.longitudeE7()));
    if (!address.empty()) {
        m_line.text(R"(,"address":")").text(address).character('"');
    }
    m_line.character('}');
    return *this;
}

EventDocuments& EventDocuments::time(std::string_view name, Moment moment) {
    field(name);
    writeTime(moment);
    return *this;
}

void EventDocuments::sendAt(Moment earliest) {
    m_line.text("}}");
    ++m_counts.events;
    if (earliest > m_now) {
        m_post.sendLater(earliest, m_market, m_subject, m_line.line());
        return;
    }
    m_post.send(m_now, m_market, m_subject, m_line.line());
    if (m_random.chance(m_duplicated)) {
        m_post.sendLater(m_now + seconds(m_random.between(0.3, 8)), m_market, m_subject, m_line.line());
    }
}

} // namespace roundsman
