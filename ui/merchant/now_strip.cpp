#include "ui/merchant/now_strip.h"

#include "ui/theme/tones.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace roundsman {

NowStrip::NowStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("nowStrip"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(22);
    auto* now = new QLabel(tr("Now").toUpper());
    now->setProperty("role", QStringLiteral("section"));
    row->addWidget(now);
    const QStringList names{tr("open"),
                            tr("in the kitchen"),
                            tr("past ready time"),
                            tr("wait for a rider"),
                            tr("riders coming"),
                            tr("riders at the door"),
                            tr("on the way"),
                            tr("promises moved"),
                            tr("idle riders near")};
    for (const QString& name : names) {
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
    const std::size_t figures[] = {load.open,         load.inKitchen,     load.overdue, load.waitingForRider,
                                   load.ridersComing, load.ridersWaiting, load.onTheWay};
    for (std::size_t n = 0; n < std::size(figures); ++n) {
        const bool bad = figures[n] > 0 && n == 2;
        const bool warns = figures[n] > 0 && (n == 3 || n == 5);
        set(n, number(figures[n]), bad ? tones.bad : warns ? tones.warning : tones.text);
    }
    const auto minutes = std::chrono::round<std::chrono::minutes>(load.mostDelayed).count();
    set(7, load.delayed == 0 ? number(0) : tr("%1 (up to +%2 min)").arg(number(load.delayed)).arg(minutes), tones.text);
    set(8, number(load.idleNear), tones.text);
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
