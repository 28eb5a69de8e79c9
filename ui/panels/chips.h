#pragma once

#include "core/model/rider.h"

#include <QList>
#include <QWidget>

#include <array>
#include <cstdint>

class QToolButton;

namespace roundsman {

struct Picture;
struct Tones;

/// The legend that is also the filter: a button for each state and each age, with the mark, the word and the count;
/// where there is little room, without the word, which is told by a tip.
class Chips : public QWidget {
    Q_OBJECT

public:
    explicit Chips(QWidget* parent = nullptr);

    [[nodiscard]] std::uint32_t statuses() const;
    [[nodiscard]] std::uint32_t staleness() const;
    void setFleet(const Picture& fleet);
    void setTones(const Tones& tones);
    void showAll();
    void setTerse(bool terse);
    [[nodiscard]] bool isTerse() const { return m_terse; }

Q_SIGNALS:
    void changed();

private:
    QToolButton* add(const QString& name);
    void place();
    void solo(QToolButton* chosen);
    void tell(QToolButton& chip, const QString& name, std::uint32_t count) const;

    bool m_terse = false;
    QList<QToolButton*> m_chips; ///< as they stand
    std::array<QToolButton*, riderStatusCount> m_statuses{};
    std::array<QToolButton*, stalenessCount> m_staleness{};
};

} // namespace roundsman
