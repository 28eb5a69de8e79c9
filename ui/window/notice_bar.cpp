#include "ui/window/notice_bar.h"

#include "ui/bridge/frame_feed.h"
#include "ui/models/rider_words.h"
#include "ui/models/trouble_words.h"
#include "ui/support/shown_time.h"
#include "ui/theme/icons.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds refreshEvery{500};
constexpr qsizetype toldAtMost = 50; // whoever has not closed as many reads the newest ones
constexpr Millis oldAfter{10'000};   ///< a picture: a lane that lives has a tick every second

EventTime momentOf(const Picture& picture) {
    EventTime newest{};
    for (const FramePtr& lane : picture.lanes) {
        newest = std::max(newest, lane->laneTime);
    }
    return newest;
}

/// "The picture is from 14:02:11, 40 s ago."
QString ageOf(const NodeStatus& status, const Picture& picture) {
    const EventTime moment = momentOf(picture);
    if (moment == EventTime{}) {
        return {};
    }
    return NoticeBar::tr("The picture is from %1, %2 ago.")
        .arg(clockText(moment), ageText(std::max(status.now - moment, Millis{0})));
}

QString withAge(const QString& sentence, const NodeStatus& status, const Picture& picture) {
    const QString age = ageOf(status, picture);
    return age.isEmpty() ? sentence : sentence + u' ' + age;
}

QString text(const std::string& words) {
    const QString sentence = troubleText(words).trimmed();
    return sentence.endsWith(u'.') ? sentence : sentence + u'.';
}

/// Lanes go on for a while without history; then they wait for it, and the picture stands.
QString historyTrouble(const QString& why, const QString& age) {
    return age.isEmpty()
               ? NoticeBar::tr("History takes no rows: %1 What is shown goes on; what happens now is written later.")
                     .arg(why)
               : NoticeBar::tr("History takes no rows: %1 The lanes wait for it. Nothing is lost. %2").arg(why, age);
}

} // namespace

QString troubleOf(const NodeStatus& status, const Picture& picture) {
    if (!status.trouble.empty()) {
        return withAge(
            NoticeBar::tr("The node does not run: %1 It is tried again by itself.").arg(text(status.trouble)), status,
            picture);
    }
    if (!status.logTrouble.empty()) {
        return withAge(
            NoticeBar::tr("The event log stands still: %1 It goes on by itself when that is mended; until then "
                          "nothing new is taken.")
                .arg(text(status.logTrouble)),
            status, picture);
    }
    for (const LaneStatus& lane : status.lanes) {
        if (!lane.trouble.empty()) {
            return NoticeBar::tr("Partition %1 stands still: %2").arg(lane.partition.value()).arg(text(lane.trouble));
        }
    }
    const EventTime moment = momentOf(picture);
    const bool isOld = moment != EventTime{} && status.now - moment >= oldAfter;
    if (!status.history.trouble.empty()) {
        return historyTrouble(text(status.history.trouble), isOld ? ageOf(status, picture) : QString());
    }
    if (!isOld) {
        return {};
    }
    const bool behind = std::ranges::any_of(status.lanes, [](const LaneStatus& lane) { return !lane.caughtUp; });
    return behind ? NoticeBar::tr("Catching up with the log. %1").arg(ageOf(status, picture))
                  : NoticeBar::tr("Nothing new comes from the node. %1").arg(ageOf(status, picture));
}

NoticeBar::NoticeBar(FrameFeed& feed, QWidget* parent)
    : QFrame(parent),
      m_feed(feed),
      m_sign(new QLabel(QStringLiteral("▲"))),
      m_words(new QLabel),
      m_details(new QPushButton(tr("Details"))),
      m_close(new QToolButton) {
    setObjectName(QStringLiteral("notice"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(10);
    m_sign->setObjectName(QStringLiteral("noticeSign"));
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // long words must not widen the window
    m_details->setToolTip(tr("What the node says of itself"));
    m_close->setIcon(glyphIcon(Glyph::close));
    m_close->setAccessibleName(tr("Close this notice"));
    row->addWidget(m_sign);
    row->addWidget(m_words, 1);
    row->addWidget(m_details);
    row->addWidget(m_close);
    connect(m_details, &QPushButton::clicked, this, &NoticeBar::detailsAsked);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::dismiss);
    connect(&m_timer, &QTimer::timeout, this, &NoticeBar::refresh);
    m_timer.start(refreshEvery);
    hide(); // until it has a parent, or it would be a window of its own
}

QString NoticeBar::text() const {
    return isHidden() ? QString() : m_words->text();
}

void NoticeBar::tell(const QString& sentence) {
    m_told.removeOne(sentence);
    m_told.prepend(sentence);
    while (m_told.size() > toldAtMost) {
        m_told.removeLast();
    }
    refresh();
}

void NoticeBar::dismiss() {
    if (!m_told.isEmpty()) {
        m_told.removeFirst();
    }
    refresh();
}

QString NoticeBar::toldWords() const {
    const int more = static_cast<int>(m_told.size()) - 1;
    return more == 0 ? m_told.front() : m_told.front() + u' ' + tr("(and %Ln more)", nullptr, more);
}

void NoticeBar::refresh() {
    const QString trouble = troubleOf(m_feed.api().status(), m_feed.picture());
    const bool isTold = trouble.isEmpty() && !m_told.isEmpty();
    const QString words = isTold ? toldWords() : trouble;
    m_details->setVisible(!isTold && m_hasDetails);
    m_close->setVisible(isTold); // the node's own goes when it is over
    if (isHidden() && !words.isEmpty()) {
        QAccessibleEvent spoken(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&spoken);
    }
    m_words->setText(words);
    setAccessibleName(words);
    setVisible(!words.isEmpty());
}

} // namespace roundsman
