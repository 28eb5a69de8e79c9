#pragma once

#include <QString>

#include <expected>

namespace roundsman {

class MetricChart;

/// Writes the chart as a picture: PNG at twice the size of a page, or one page of PDF in light tones, for paper. A
/// sentence when the file cannot be written.
std::expected<void, QString> savePng(MetricChart& chart, const QString& file, bool dark);
std::expected<void, QString> savePdf(MetricChart& chart, const QString& file);
/// Text, UTF-8; replaced as a whole or not at all.
std::expected<void, QString> saveText(const QString& text, const QString& file);

} // namespace roundsman
