#include "ui/past/past_reader.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/trouble_words.h"

#include <algorithm>

namespace roundsman {

namespace {

constexpr std::size_t picturesKept = 16;
constexpr std::size_t ridersKept = 500'000; // in all of them together: some 50 MB

std::size_t ridersOf(const Picture& picture) {
    std::size_t riders = 0;
    for (const FramePtr& lane : picture.lanes) {
        riders += lane->riders.size();
    }
    return riders;
}

} // namespace

PastReader::PastReader(FrameFeed& feed, QObject* parent) : QObject(parent), m_feed(feed) {}

void PastReader::want(EventTime time) {
    m_wish = time;
    m_ahead.clear();
    pump();
}

void PastReader::readAhead(std::vector<EventTime> times) {
    m_ahead = std::move(times);
    pump();
}

const Picture* PastReader::have(EventTime time) const {
    const auto found = std::ranges::find(m_kept, time, &std::pair<EventTime, Picture>::first);
    return found == m_kept.end() ? nullptr : &found->second;
}

void PastReader::forgetAfter(EventTime time) {
    std::erase_if(m_kept, [time](const auto& kept) { return kept.first > time; });
}

std::optional<EventTime> PastReader::nextQuestion() const {
    if (m_wish && !have(*m_wish)) {
        return m_wish;
    }
    const auto next = std::ranges::find_if(m_ahead, [this](EventTime time) { return !have(time); });
    return next == m_ahead.end() ? std::nullopt : std::optional(*next);
}

void PastReader::pump() {
    const auto next = nextQuestion();
    if (m_asking || !next) {
        return;
    }
    m_asking = true;
    ++m_asked;
    m_since.start();
    m_feed.api().pictureAt(*next,
                           answerOn<Picture>(this, [this, time = *next](const auto& answer) { take(time, answer); }));
}

void PastReader::take(EventTime time, const std::expected<Picture, Trouble>& answer) {
    m_asking = false;
    m_usualMillis += (static_cast<double>(m_since.elapsed()) - m_usualMillis) * 0.3;
    if (!answer) {
        m_wish.reset();
        m_ahead.clear();
        Q_EMIT failed(troubleText(answer.error().sentence));
        return;
    }
    keep(time, *answer);
    if (m_wish == time) {
        m_wish.reset();
    }
    Q_EMIT came(time);
    pump();
}

void PastReader::keep(EventTime time, Picture picture) {
    std::size_t riders = ridersOf(picture);
    m_kept.emplace_back(time, std::move(picture));
    for (auto at = std::next(m_kept.rbegin()); at != m_kept.rend(); ++at) {
        riders += ridersOf(at->second);
    }
    while (m_kept.size() > 3 && (m_kept.size() > picturesKept || riders > ridersKept)) {
        riders -= ridersOf(m_kept.front().second);
        m_kept.pop_front();
    }
}

} // namespace roundsman
