#include "ui/panels/density_strip.h"

#include "ui/models/order_risk.h"
#include "ui/models/rider_ref.h"
#include "ui/support/countable.h"
#include "ui/support/shown_time.h"
#include "ui/theme/tones.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <chrono>

namespace roundsman {

namespace {

constexpr int wordsHeight = 16;

} // namespace

DensityStrip::Bars densityOf(const Picture& fleet) {
    DensityStrip::Bars bars{};
    for (const FramePtr& lane : fleet.lanes) {
        for (const OrderView& order : listOf(lane->openOrders)) {
            if (order.promisedAt == never) {
                continue;
            }
            const Millis left = order.promisedAt - lane->now();
            const auto quarter = left.count() < 0 ? 0 : 1 + left / std::chrono::minutes{15};
            auto& bar = bars[std::min(static_cast<std::size_t>(quarter), bars.size() - 1)];
            ++bar.orders;
            const Risk risk = riskOf(order, lane->now());
            bar.atRisk += risk == Risk::late || risk == Risk::atRisk ? 1 : 0;
        }
    }
    return bars;
}

DensityStrip::DensityStrip(QWidget* parent) : QWidget(parent), m_tones(&darkTones()) {
    setAccessibleName(tr("Orders promised by quarter of an hour"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DensityStrip::setFleet(const Picture& fleet) {
    m_bars = densityOf(fleet);
    for (const FramePtr& lane : fleet.lanes) {
        m_now = std::max(m_now, lane->now());
    }
    tell();
    update();
}

QString DensityStrip::barName(std::size_t bar) const {
    return bar == 0              ? tr("late")
           : bar + 1 == quarters ? tr("later")
                                 : bareClockText(m_now + std::chrono::minutes{15} * static_cast<std::int64_t>(bar - 1));
}

QString DensityStrip::barWords(std::size_t bar) const {
    return tr("%Ln orders, %1 of them late or at risk", nullptr, countable(m_bars[bar].orders)).arg(m_bars[bar].atRisk);
}

/// Only what is not empty: nobody listens to ten zeros.
void DensityStrip::tell() {
    QStringList told;
    for (std::size_t bar = 0; bar < quarters; ++bar) {
        if (m_bars[bar].orders > 0) {
            told << barName(bar) + QStringLiteral(": ") + barWords(bar);
        }
    }
    const QString words = told.isEmpty() ? tr("No order is promised.") : told.join(QStringLiteral("; "));
    if (words != accessibleDescription()) { // each change is announced
        setAccessibleDescription(words);
    }
}

void DensityStrip::setTones(const Tones& tones) {
    m_tones = &tones;
    update();
}

void DensityStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = painter.font();
    font.setPixelSize(11);
    painter.setFont(font);
    const double wide = width() / static_cast<double>(quarters);
    const int most = std::max(1, std::ranges::max(m_bars, {}, &Bar::orders).orders);
    const double room = height() - wordsHeight - 14;
    for (std::size_t n = 0; n < quarters; ++n) {
        const Bar& bar = m_bars[n];
        const double left = static_cast<double>(n) * wide;
        const auto column = [&](int orders, const QColor& colour) {
            const double tall = room * orders / most;
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawRoundedRect(QRectF(left + 2, height() - wordsHeight - tall, wide - 4, tall), 2, 2);
        };
        column(bar.orders, m_tones->accent);
        column(bar.atRisk, n == 0 ? m_tones->bad : m_tones->warning);
        painter.setPen(bar.orders > 0 ? m_tones->text : m_tones->textMuted);
        const double tall = room * bar.orders / most;
        painter.drawText(QRectF(left, height() - wordsHeight - tall - 14, wide, 14), Qt::AlignCenter,
                         QString::number(bar.orders));
        painter.setPen(m_tones->textMuted);
        painter.drawText(QRectF(left, height() - wordsHeight, wide, wordsHeight), Qt::AlignCenter, barName(n));
    }
}

bool DensityStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto n = static_cast<std::size_t>(
            std::clamp(help->pos().x() * static_cast<int>(quarters) / std::max(1, width()), 0, int{quarters} - 1));
        QToolTip::showText(help->globalPos(), barWords(n), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace roundsman
