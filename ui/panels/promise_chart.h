#pragma once

#include "core/api/query.h"

#include <QWidget>

namespace roundsman {

struct Tones;

/// When the order was said to arrive, over the time that it was said: the likely time as a line, up to "nine of ten by"
/// as a band, and what came of it. Where the line rises, the promise slipped. GUI thread.
class PromiseChart : public QWidget {
    Q_OBJECT

public:
    explicit PromiseChart(QWidget* parent = nullptr);

    /// `promised`: what the customer was told first; `arrived`: when it was there. Either may be nothing.
    void show(const Table& promises, EventTime promised, EventTime arrived);
    void setTones(const Tones& tones);
    [[nodiscard]] std::size_t points() const { return m_said.size(); }

    [[nodiscard]] QSize sizeHint() const override { return {420, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    struct Said {
        EventTime at;
        EventTime likely;
        EventTime nineOfTen;
    };
    /// Moments to places in the room that is left by the words.
    struct Scale {
        QRectF room;
        EventTime left, right, bottom, top;

        [[nodiscard]] double x(EventTime time) const;
        [[nodiscard]] double y(EventTime time) const;
    };
    [[nodiscard]] Scale scale() const;
    void paintFrame(QPainter& painter, const Scale& scale) const;
    void paintLevel(QPainter& painter, const Scale& scale, EventTime time, const QColor& colour,
                    const QString& words) const;

    const Tones* m_tones = nullptr;
    std::vector<Said> m_said;
    EventTime m_promised{};
    EventTime m_arrived{};
};

} // namespace roundsman
