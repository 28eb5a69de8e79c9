#include "ui/panels/chips.h"

#include "core/api/console_api.h"
#include "ui/theme/icons.h"
#include "ui/theme/tones.h"

#include <QGridLayout>
#include <QGuiApplication>
#include <QLocale>
#include <QToolButton>

#include <algorithm>

namespace roundsman {

namespace {

/// In the order of a working day; unknown last.
constexpr std::array statusOrder{RiderStatus::idle,       RiderStatus::toMerchant, RiderStatus::atMerchant,
                                 RiderStatus::toCustomer, RiderStatus::atCustomer, RiderStatus::onBreak,
                                 RiderStatus::offline,    RiderStatus::unknown};

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
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(5);
    int place = 0;
    for (const RiderStatus status : statusOrder) {
        QToolButton* chip = add(place / 2, place % 2 * 2, 2);
        chip->setAccessibleName(tr("Show riders: %1").arg(statusName(status)));
        m_statuses[static_cast<std::size_t>(status)] = chip;
        ++place;
    }
    for (std::size_t age = 0; age < stalenessCount; ++age) {
        QToolButton* chip = add(4 + static_cast<int>(age) / 2, static_cast<int>(age) % 2 * 2, 2);
        chip->setAccessibleName(tr("Show riders: %1").arg(stalenessName(static_cast<Staleness>(age))));
        m_staleness[age] = chip;
    }
    setTones(darkTones());
}

QToolButton* Chips::add(int row, int column, int columnSpan) {
    auto* chip = new QToolButton(this);
    chip->setCheckable(true);
    chip->setChecked(true);
    chip->setProperty("role", QStringLiteral("chip"));
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setIconSize({14, 14});
    chip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    chip->setToolTip(tr("Click to hide or show; Ctrl+click for these only"));
    static_cast<QGridLayout*>(layout())->addWidget(chip, row, column, 1, columnSpan);
    connect(chip, &QToolButton::clicked, this, [this, chip] { solo(chip); });
    return chip;
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
    const QLocale locale;
    for (std::size_t n = 0; n < riderStatusCount; ++n) {
        m_statuses[n]->setText(statusName(static_cast<RiderStatus>(n)) + QStringLiteral("  ") +
                               locale.toString(byStatus[n]));
    }
    for (std::size_t n = 0; n < stalenessCount; ++n) {
        m_staleness[n]->setText(stalenessName(static_cast<Staleness>(n)) + QStringLiteral("  ") +
                                locale.toString(byAge[n]));
    }
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
