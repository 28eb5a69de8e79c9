#include "ui/merchant/now_strip.h"

#include "ui/support/countable.h"
#include "ui/theme/tones.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace roundsman {

namespace {

constexpr std::size_t figureCount = 9;

/// What a figure counts, in the form that its number wants.
QString nameOf(std::size_t figure, int count) {
    switch (figure) {
    case 0:
        return NowStrip::tr("open", nullptr, count);
    case 1:
        return NowStrip::tr("in the kitchen", nullptr, count);
    case 2:
        return NowStrip::tr("past ready time", nullptr, count);
    case 3:
        return NowStrip::tr("wait for a rider", nullptr, count);
    case 4:
        return NowStrip::tr("riders coming", nullptr, count);
    case 5:
        return NowStrip::tr("riders at the door", nullptr, count);
    case 6:
        return NowStrip::tr("on the way", nullptr, count);
    case 7:
        return NowStrip::tr("promises moved", nullptr, count);
    default:
        return NowStrip::tr("idle riders near", nullptr, count);
    }
}

} // namespace

NowStrip::NowStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("nowStrip"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(22);
    auto* now = new QLabel(tr("Now").toUpper());
    now->setProperty("role", QStringLiteral("section"));
    row->addWidget(now);
    for (std::size_t n = 0; n < figureCount; ++n) {
        const QString name = nameOf(n, 0);
        auto* pair = new QHBoxLayout;
        pair->setSpacing(5);
        Figure figure{.value = new QLabel(QStringLiteral("–")), .name = new QLabel(name)};
        figure.value->setProperty("role", QStringLiteral("figure"));
        figure.value->setAccessibleName(name);
        figure.name->setProperty("role", QStringLiteral("muted"));
        pair->addWidget(figure.value);
        pair->addWidget(figure.name);
        row->addLayout(pair);
        m_figures.push_back(figure);
    }
    row->addStretch();
}

void NowStrip::set(std::size_t figure, const QString& value, const QColor& colour) {
    QLabel* label = m_figures[figure].value;
    if (label->text() != value) {
        label->setText(value);
        label->setAccessibleDescription(value);
    }
    QPalette palette = label->palette();
    if (palette.color(QPalette::WindowText) != colour) {
        palette.setColor(QPalette::WindowText, colour);
        label->setPalette(palette);
    }
}

void NowStrip::showLoad(const MerchantLoad& load, const Tones& tones) {
    const auto number = [](std::size_t n) {
        return QLocale().toString(static_cast<qulonglong>(n));
    };
    const auto name = [this](std::size_t figure, std::size_t n) {
        m_figures[figure].name->setText(nameOf(figure, countable(n)));
    };
    const std::size_t figures[] = {load.open,         load.inKitchen,     load.overdue, load.waitingForRider,
                                   load.ridersComing, load.ridersWaiting, load.onTheWay};
    for (std::size_t n = 0; n < std::size(figures); ++n) {
        const bool bad = figures[n] > 0 && n == 2;
        const bool warns = figures[n] > 0 && (n == 3 || n == 5);
        name(n, figures[n]);
        set(n, number(figures[n]), bad ? tones.bad : warns ? tones.warning : tones.text);
    }
    const auto minutes = std::chrono::round<std::chrono::minutes>(load.mostDelayed).count();
    set(7, load.delayed == 0 ? number(0) : tr("%1 (up to +%2 min)").arg(number(load.delayed)).arg(minutes), tones.text);
    name(7, load.delayed);
    set(8, number(load.idleNear), tones.text);
    name(8, load.idleNear);
}

void NowStrip::showNothing() {
    for (const Figure& figure : m_figures) {
        figure.value->setText(QStringLiteral("–"));
    }
}

void NowStrip::leaveOutIdle() {
    m_figures.back().value->hide();
    m_figures.back().name->hide();
}

QString NowStrip::valueOf(int figure) const {
    return m_figures[static_cast<std::size_t>(figure)].value->text();
}

} // namespace roundsman
