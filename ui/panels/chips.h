#pragma once

#include "core/model/rider.h"

#include <QWidget>

#include <array>
#include <cstdint>

class QToolButton;

namespace roundsman {

struct Picture;
struct Tones;

/// The legend that is also the filter: a button for each state and each age, with the mark, the word and the count.
class Chips : public QWidget {
    Q_OBJECT

public:
    explicit Chips(QWidget* parent = nullptr);

    [[nodiscard]] std::uint32_t statuses() const;
    [[nodiscard]] std::uint32_t staleness() const;
    void setFleet(const Picture& fleet);
    void setTones(const Tones& tones);
    void showAll();

Q_SIGNALS:
    void changed();

private:
    QToolButton* add(int row, int column, int columnSpan);
    void solo(QToolButton* chosen);

    std::array<QToolButton*, riderStatusCount> m_statuses{};
    std::array<QToolButton*, stalenessCount> m_staleness{};
};

} // namespace roundsman
