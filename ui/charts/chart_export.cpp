#include "ui/charts/chart_export.h"

#include "ui/charts/metric_chart.h"
#include "ui/charts/plot.h"
#include "ui/theme/tones.h"

#include <QCoreApplication>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>

namespace roundsman {

namespace {

constexpr QSize page(1120, 560);

std::unexpected<QString> cannot(const QString& file, const QString& why) {
    return std::unexpected(QCoreApplication::translate("roundsman", "%1 cannot be written: %2").arg(file, why));
}

} // namespace

std::expected<void, QString> savePng(MetricChart& chart, const QString& file, bool dark) {
    constexpr int scale = 2;
    QImage image(page * scale, QImage::Format_RGB32);
    {
        QCPPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(scale, scale);
        chart.paintFor(painter, page, dark ? darkTones() : lightTones());
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || !image.save(&out, "PNG") || !out.commit()) {
        return cannot(file, out.errorString());
    }
    return {};
}

std::expected<void, QString> savePdf(MetricChart& chart, const QString& file) {
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) {
        return cannot(file, out.errorString());
    }
    {
        QPdfWriter writer(&out);
        writer.setTitle(chart.data().title);
        writer.setCreator(QStringLiteral("Roundsman"));
        writer.setResolution(96);
        writer.setPageSize(QPageSize(QSizeF(page) * 72 / 96, QPageSize::Point));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        QCPPainter painter;
        painter.begin(&writer);
        painter.setMode(QCPPainter::pmVectorized);
        chart.paintFor(painter, page, lightTones());
        painter.end();
    }
    if (!out.commit()) {
        return cannot(file, out.errorString());
    }
    return {};
}

std::expected<void, QString> saveText(const QString& text, const QString& file) {
    QSaveFile out(file);
    const QByteArray bytes = text.toUtf8();
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit()) {
        return cannot(file, out.errorString());
    }
    return {};
}

} // namespace roundsman
