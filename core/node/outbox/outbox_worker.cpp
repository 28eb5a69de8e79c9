#include "core/node/outbox/outbox_worker.h"

#include <utility>

namespace roundsman {
namespace {

constexpr Millis openAgainAfter{1'000};
constexpr Millis numbersEvery{1'000};

MetricLabels of(const OutboxPart& part) {
    return {{"destination", part.destination.name}};
}

} // namespace

OutboxWorker::OutboxWorker(std::filesystem::path folder, OutboxPart part, const Surroundings& around)
    : m_folder(std::move(folder)),
      m_part(std::move(part)),
      m_around(around),
      m_sent(
          around.metrics.counter("roundsman_outbox_sent_total", "Rows that arrived at their destination.", of(m_part))),
      m_waiting(around.metrics.gauge("roundsman_outbox_waiting",
                                     "Rows that are committed and have not arrived, counted up to 10,000 a partition.",
                                     of(m_part))),
      m_oldest(around.metrics.gauge("roundsman_outbox_oldest_seconds",
                                    "Age of the oldest row that waits, by lane time.", of(m_part))),
      m_setAside(
          around.metrics.gauge("roundsman_outbox_set_aside", "Rows that their destination never took.", of(m_part))),
      m_troubles(around.metrics.counter("roundsman_outbox_troubles_total", "Times that sending came into trouble.",
                                        of(m_part))) {
    m_status.name = m_part.destination.name;
}

OutboxWorker::~OutboxWorker() {
    requestStop();
    join();
}

void OutboxWorker::start(Worker::Failed failed) {
    m_worker = Worker(
        "outbox", [this](const std::stop_token& stop) { run(stop); },
        [failed = std::move(failed)](const std::string& sentence) { failed("outbox: " + sentence); });
}

void OutboxWorker::requestStop() {
    m_worker.requestStop();
    const std::lock_guard lock(m_mutex);
    if (m_sender != nullptr) {
        m_sender->cancel();
    }
}

void OutboxWorker::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const Millis wait = m_pump ? step(stop) : open(stop);
        if (wait > Millis{0}) {
            std::unique_lock lock(m_mutex);
            m_rested.wait_for(lock, stop, wait, [] { return false; });
        }
    }
    const std::lock_guard lock(m_mutex);
    m_sender = nullptr;
}

Millis OutboxWorker::open(const std::stop_token& stop) {
    auto reader = OutboxReader::open(m_folder, m_part.destination, m_part.start);
    if (!reader) {
        setTrouble(reader.error().sentence);
        return openAgainAfter;
    }
    m_pump.emplace(std::move(*reader), m_part.makeSender(), m_part.limits);
    const std::lock_guard lock(m_mutex);
    m_sender = &m_pump->sender();
    if (stop.stop_requested()) { // asked before there was somebody to be told
        m_sender->cancel();
    }
    return Millis{0};
}

Millis OutboxWorker::step(const std::stop_token& stop) {
    const Millis wait = m_pump->step(m_around.clock.now());
    if (!stop.stop_requested()) { // what a cancelled send says is no trouble
        setTrouble(m_pump->trouble());
    }
    if (const auto now = Steady::now(); now >= m_numbersAt) {
        m_numbersAt = now + numbersEvery;
        takeNumbers();
    }
    return wait;
}

void OutboxWorker::takeNumbers() {
    const auto status = m_pump->status();
    if (!status) {
        return;
    }
    m_sent.add(std::exchange(m_first, false) ? 0 : status->sent - m_counted);
    m_counted = status->sent;
    m_waiting.set(static_cast<double>(status->waiting));
    m_setAside.set(static_cast<double>(status->setAside));
    const Millis age = status->waiting == 0 ? Millis{0} : m_around.clock.now() - status->oldestWaiting;
    m_oldest.set(std::chrono::duration<double>(age).count());
    const std::lock_guard lock(m_mutex);
    m_status.waiting = status->waiting;
    m_status.oldest = age;
    m_status.sent = status->sent;
    m_status.setAside = status->setAside;
}

DestinationStatus OutboxWorker::status() const {
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void OutboxWorker::setTrouble(const std::string& sentence) {
    if (sentence == m_trouble) {
        return;
    }
    m_trouble = sentence;
    {
        const std::lock_guard lock(m_mutex);
        m_status.trouble = sentence;
    }
    if (sentence.empty()) {
        m_around.lines.info("outbox", "rows leave again", {{"destination", m_part.destination.name}});
    } else {
        m_troubles.add();
        m_around.lines.warning("outbox", sentence, {{"destination", m_part.destination.name}});
    }
}

} // namespace roundsman
