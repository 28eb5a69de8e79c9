#pragma once

#include "ui/past/past_coverage.h"

#include <QWidget>

#include <optional>
#include <utility>

class QPainter;

namespace roundsman {

struct Tones;

/// The past as a ruler: how much was heard when, gaps, where we stand, and a span that is chosen. A click or a drag
/// goes there; with Shift, or in the strip of hours, it chooses a span; the wheel zooms. Every move has its key.
class PastRuler : public QWidget {
    Q_OBJECT

public:
    using Span = std::pair<EventTime, EventTime>;

    explicit PastRuler(QWidget* parent = nullptr);

    void setTones(const Tones& tones);
    void setView(Span view);
    [[nodiscard]] Span view() const { return m_view; }
    void setCoverage(PastCoverage coverage);
    [[nodiscard]] const PastCoverage& coverage() const { return m_coverage; }
    /// Nothing: now.
    void setPosition(std::optional<EventTime> position);
    void setLiveEdge(EventTime edge);
    void setChosen(std::optional<Span> chosen);
    [[nodiscard]] std::optional<Span> chosen() const { return m_chosen; }

    [[nodiscard]] QPoint placeOf(EventTime time) const;
    [[nodiscard]] EventTime timeAt(double x) const;
    [[nodiscard]] QSize sizeHint() const override { return {900, 78}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 70}; }

Q_SIGNALS:
    void timeAsked(roundsman::EventTime time);
    void stepAsked(roundsman::Millis step);
    void playAsked();
    void liveAsked();
    void viewAsked(const std::pair<roundsman::EventTime, roundsman::EventTime>& view);
    void spanChosen(const std::optional<std::pair<roundsman::EventTime, roundsman::EventTime>>& span);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    static double room(); ///< left and right, so that the ends can be met
    [[nodiscard]] double xOf(EventTime time) const;
    [[nodiscard]] QRectF bars() const;
    [[nodiscard]] QRectF hours() const;
    void paintBars(QPainter& painter) const;
    void paintGaps(QPainter& painter) const;
    void paintHours(QPainter& painter) const;
    void paintChosen(QPainter& painter) const;
    void paintPosition(QPainter& painter) const;
    void choose(EventTime a, EventTime b);
    void chooseFromHere(bool isBegin);
    [[nodiscard]] QString tipAt(double x) const;

    const Tones* m_tones;
    Span m_view;
    PastCoverage m_coverage;
    std::optional<EventTime> m_position;
    EventTime m_edge{};
    std::optional<Span> m_chosen;
    std::optional<EventTime> m_choosingFrom;
    bool m_seeking = false;
};

} // namespace roundsman
