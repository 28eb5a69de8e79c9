#include "ui/panels/chips.h"

#include "core/api/console_api.h"
#include "ui/theme/icons.h"
#include "ui/theme/tones.h"

#include <QGridLayout>
#include <QGuiApplication>
#include <QLocale>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace roundsman {

namespace {

/// In the order of a working day; unknown last.
constexpr std::array statusOrder{RiderStatus::idle,       RiderStatus::toMerchant, RiderStatus::atMerchant,
                                 RiderStatus::toCustomer, RiderStatus::atCustomer, RiderStatus::onBreak,
                                 RiderStatus::offline,    RiderStatus::unknown};

constexpr int wordyColumns = 2;
constexpr int terseColumns = 6;

template <typename Buttons>
std::uint32_t bitsOf(const Buttons& buttons) {
    std::uint32_t bits = 0;
    for (std::size_t n = 0; n < buttons.size(); ++n) {
        bits |= static_cast<std::uint32_t>(buttons[n]->isChecked()) << n;
    }
    return bits;
}

} // namespace

Chips::Chips(QWidget* parent) : QWidget(parent) {
    for (const RiderStatus status : statusOrder) {
        m_statuses[static_cast<std::size_t>(status)] = add(statusName(status));
    }
    for (std::size_t age = 0; age < stalenessCount; ++age) {
        m_staleness[age] = add(stalenessName(static_cast<Staleness>(age)));
    }
    place();
    setTones(darkTones());
}

QToolButton* Chips::add(const QString& name) {
    auto* chip = new QToolButton(this);
    chip->setCheckable(true);
    chip->setChecked(true);
    chip->setProperty("role", QStringLiteral("chip"));
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setIconSize({14, 14});
    chip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    chip->setAccessibleName(tr("Show riders: %1").arg(name));
    connect(chip, &QToolButton::clicked, this, [this, chip] { solo(chip); });
    m_chips << chip;
    return chip;
}

void Chips::place() {
    delete layout();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(m_terse ? 3 : 5);
    const int columns = m_terse ? terseColumns : wordyColumns;
    int at = 0;
    for (QToolButton* chip : std::as_const(m_chips)) {
        chip->setProperty("role", m_terse ? QStringLiteral("terse") : QStringLiteral("chip"));
        chip->style()->unpolish(chip); // the sheet looks at roles once
        chip->style()->polish(chip);
        grid->addWidget(chip, at / columns, at % columns);
        ++at;
    }
}

void Chips::setTerse(bool terse) {
    if (terse != m_terse) {
        m_terse = terse;
        place();
    }
}

void Chips::solo(QToolButton* chosen) {
    if (QGuiApplication::keyboardModifiers() & Qt::ControlModifier) {
        const bool isStatus = std::ranges::find(m_statuses, chosen) != m_statuses.end();
        const auto only = [chosen](auto& buttons) {
            for (QToolButton* button : buttons) {
                button->setChecked(button == chosen);
            }
        };
        isStatus ? only(m_statuses) : only(m_staleness);
    }
    Q_EMIT changed();
}

void Chips::showAll() {
    for (QToolButton* chip : m_statuses) {
        chip->setChecked(true);
    }
    for (QToolButton* chip : m_staleness) {
        chip->setChecked(true);
    }
    Q_EMIT changed();
}

std::uint32_t Chips::statuses() const {
    return bitsOf(m_statuses);
}

std::uint32_t Chips::staleness() const {
    return bitsOf(m_staleness);
}

void Chips::setFleet(const Picture& fleet) {
    std::array<std::uint32_t, riderStatusCount> byStatus{};
    std::array<std::uint32_t, stalenessCount> byAge{};
    for (const FramePtr& lane : fleet.lanes) {
        for (std::size_t n = 0; n < riderStatusCount; ++n) {
            byStatus[n] += lane->ridersByStatus[n];
        }
        for (std::size_t n = 0; n < stalenessCount; ++n) {
            byAge[n] += lane->ridersByStaleness[n];
        }
    }
    for (std::size_t n = 0; n < riderStatusCount; ++n) {
        tell(*m_statuses[n], statusName(static_cast<RiderStatus>(n)), byStatus[n]);
    }
    for (std::size_t n = 0; n < stalenessCount; ++n) {
        tell(*m_staleness[n], stalenessName(static_cast<Staleness>(n)), byAge[n]);
    }
}

void Chips::tell(QToolButton& chip, const QString& name, std::uint32_t count) const {
    const QString named = name + QStringLiteral("  ") + QLocale().toString(count);
    chip.setText(!m_terse ? named : count < 10'000U ? QString::number(count) : tr("%1k").arg(count / 1000));
    chip.setToolTip(tr("%1\nClick to hide or show; Ctrl+click for these only").arg(named));
}

void Chips::setTones(const Tones& tones) {
    for (std::size_t n = 0; n < riderStatusCount; ++n) {
        m_statuses[n]->setIcon(markIcon(static_cast<RiderStatus>(n), Staleness::fresh, tones));
    }
    for (std::size_t n = 0; n < stalenessCount; ++n) {
        m_staleness[n]->setIcon(markIcon(RiderStatus::idle, static_cast<Staleness>(n), tones));
    }
}

} // namespace roundsman
