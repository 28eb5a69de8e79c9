#pragma once

#include "core/sim/agenda.h"
#include "core/sim/line_writer.h"
#include "core/sim/plane.h"
#include "core/sim/random.h"
#include "core/sim/simulation.h"

#include <string>
#include <vector>

namespace roundsman {

/// Who writes an event.
enum class Writer : std::uint8_t { riderApp, merchantApp, customerApp, dispatch };

/// Takes documents from their senders to the sink, at once or when they arrive.
class Post {
public:
    Post(const City& city, EventTime start, Agenda& agenda, Simulation::Counts& counts)
        : m_city(city), m_start(start), m_agenda(agenda), m_counts(counts) {}

    void connect(DocumentSink& sink) { m_sink = &sink; }

    void send(Moment now, std::uint32_t market, std::string_view key, std::string_view bytes) {
        ++m_counts.documents;
        m_sink->take({timeOf(now), market, key, bytes});
    }
    void sendLater(Moment at, std::uint32_t market, std::string_view key, std::string_view bytes);
    void deliverLate(Moment now, std::uint32_t stored);

    [[nodiscard]] EventTime timeOf(Moment moment) const { return m_start + Millis{moment / 1'000}; }

private:
    struct Stored {
        std::string key;
        std::string bytes;
        std::uint32_t market = 0;
    };

    const City& m_city;
    EventTime m_start;
    Agenda& m_agenda;
    Simulation::Counts& m_counts;
    DocumentSink* m_sink = nullptr;
    std::vector<Stored> m_stored;
    std::vector<std::uint32_t> m_free;
};

/// Puts one CloudEvents document together and posts it.
///     events.begin(now, "order.ready", Writer::merchantApp, market, subject).text("orderId", …).send();
class EventDocuments {
public:
    EventDocuments(const City& city, Post& post, Simulation::Counts& counts, double duplicated, std::uint64_t seed,
                   std::uint64_t firstNumber)
        : m_city(city),
          m_post(post),
          m_counts(counts),
          m_duplicated(duplicated),
          m_random(seed, 31),
          m_number(firstNumber - 1) {}

    /// `happened` is the event's own time, `now` when it is sent.
    EventDocuments& begin(Moment happened, Moment now, std::string_view type, Writer writer, std::uint32_t market,
                          std::string_view subject);
    EventDocuments& text(std::string_view name, std::string_view value);
    EventDocuments& number(std::string_view name, std::uint64_t value);
    EventDocuments& point(std::string_view name, GeoPoint point, std::string_view address = {});
    EventDocuments& time(std::string_view name, Moment moment);
    void send() { sendAt(0); }
    /// Not before `earliest`: a phone without network keeps its events too.
    void sendAt(Moment earliest);

private:
    void field(std::string_view name);
    void writeTime(Moment moment);

    const City& m_city;
    Post& m_post;
    Simulation::Counts& m_counts;
    double m_duplicated;
    Random m_random;
    LineWriter m_line;
    std::string m_subject;
    std::uint64_t m_number; ///< of the last event
    Moment m_now = 0;
    std::uint32_t m_market = 0;
    bool m_first = true;
    std::int64_t m_day = -1;
    std::string m_dayText;
};

} // namespace roundsman
