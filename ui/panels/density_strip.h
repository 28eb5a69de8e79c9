#pragma once

#include "core/api/console_api.h"

#include <QWidget>

#include <array>

namespace roundsman {

struct Tones;

/// How many open orders are promised in each quarter of an hour: from the last, which is late, to two hours ahead. Its
/// figures are told to screen readers, too.
class DensityStrip : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t quarters = 10;
    struct Bar {
        int orders = 0;
        int atRisk = 0;
    };
    using Bars = std::array<Bar, quarters>;

    explicit DensityStrip(QWidget* parent = nullptr);

    void setFleet(const Picture& fleet);
    void setTones(const Tones& tones);
    [[nodiscard]] const Bars& bars() const { return m_bars; }
    [[nodiscard]] QSize sizeHint() const override { return {300, 48}; }
    /// "2 orders, 1 of them late or at risk"
    [[nodiscard]] QString barWords(std::size_t bar) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QString barName(std::size_t bar) const;
    void tell();

    Bars m_bars{};
    EventTime m_now{};
    const Tones* m_tones;
};

/// The first bar holds what is late, the next what is due within a quarter of an hour, and so on.
DensityStrip::Bars densityOf(const Picture& fleet);

} // namespace roundsman
