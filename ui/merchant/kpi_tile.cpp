#include "ui/merchant/kpi_tile.h"

#include "ui/theme/tones.h"

#include <QPaintEvent>
#include <QPainter>

namespace roundsman {

namespace {

constexpr int padding = 10;
constexpr int radius = 7;

QFont sized(QFont font, int pixels, bool bold = false) {
    font.setPixelSize(pixels);
    font.setBold(bold);
    return font;
}

/// Draws one line, cut off with dots where it is too long; gives the width it took.
int draw(QPainter& painter, QRect line, const QString& words, const QFont& font, const QColor& colour,
         Qt::Alignment side = Qt::AlignLeft) {
    painter.setFont(font);
    painter.setPen(colour);
    const QString shown = painter.fontMetrics().elidedText(words, Qt::ElideRight, line.width());
    painter.drawText(line, static_cast<int>(side | Qt::AlignVCenter), shown);
    return painter.fontMetrics().horizontalAdvance(shown);
}

} // namespace

KpiTile::KpiTile(const MerchantMetric& metric, QWidget* parent)
    : QAbstractButton(parent), m_metric(metric), m_tones(&darkTones()), m_value(QStringLiteral("–")) {
    setObjectName(QStringLiteral("tile-") + QLatin1StringView(metric.id));
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setToolTip(metric.meaning());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    tell();
}

void KpiTile::setTones(const Tones& tones) {
    m_tones = &tones;
    update();
}

void KpiTile::showChange(const QString& value, const MetricChange& change, const QString& against,
                         const QString& beside) {
    m_value = value;
    m_change = change.text;
    m_against = against;
    m_beside = beside;
    m_sign = change.sign;
    m_mood = change.mood;
    tell();
}

void KpiTile::showNothing(const QString& value, const QString& why, const QString& beside) {
    m_value = value;
    m_change = why;
    m_against.clear();
    m_beside = beside;
    m_sign = 0;
    m_mood = 0;
    tell();
}

void KpiTile::tell() {
    QString told = m_metric.name() + QStringLiteral(": ") + m_value;
    if (!m_change.isEmpty()) {
        told += QStringLiteral(", ") + m_change;
    }
    if (!m_against.isEmpty()) {
        told += u' ' + tr("than %1").arg(m_against);
    }
    setAccessibleName(told);
    setAccessibleDescription(m_metric.meaning() + (m_beside.isEmpty() ? QString() : QStringLiteral(". ") + m_beside));
    update();
}

QSize KpiTile::sizeHint() const {
    return {190, 72};
}

QSize KpiTile::minimumSizeHint() const {
    return {112, 72};
}

void KpiTile::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool strong = isChecked();
    const bool hovered = underMouse() && !strong;
    QColor ground = m_tones->raised;
    if (strong) {
        ground = m_tones->accent;
        ground.setAlphaF(m_tones->dark ? 0.20F : 0.11F);
    }
    painter.setBrush(ground);
    painter.setPen(QPen(strong || hasFocus() ? m_tones->accent
                        : hovered            ? m_tones->textMuted
                                             : m_tones->line,
                        hasFocus() ? 2 : 1));
    painter.drawRoundedRect(box, radius, radius);
    const QRect inside = rect().adjusted(padding, 7, -padding, -7);
    const QRect top(inside.left(), inside.top(), inside.width(), 15);
    const QRect middle(inside.left(), top.bottom() + 1, inside.width(), 25);
    const QRect bottom(inside.left(), middle.bottom() + 1, inside.width(), 17);
    draw(painter, top, m_metric.name(), sized(font(), 12), m_tones->textMuted);
    const int taken = draw(painter, middle, m_value, sized(font(), 19, true), m_tones->text);
    const QRect rest = middle.adjusted(taken + 10, 3, 0, 0);
    if (rest.width() > 40) {
        draw(painter, rest, m_beside, sized(font(), 11), m_tones->textMuted, Qt::AlignRight);
    }
    const QColor mood = m_mood > 0 ? m_tones->good : m_mood < 0 ? m_tones->bad : m_tones->textMuted;
    const QString arrow = m_sign > 0 ? QStringLiteral("▲ ") : m_sign < 0 ? QStringLiteral("▼ ") : QString();
    draw(painter, bottom, arrow + m_change, sized(font(), 12, m_mood != 0), mood);
}

} // namespace roundsman
