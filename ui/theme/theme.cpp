#include "ui/theme/theme.h"

#include "ui/theme/stylesheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>
#include <QStyleHints>

namespace roundsman {

namespace {

QPalette paletteOf(const Tones& tones) {
    QPalette palette;
    palette.setColor(QPalette::Window, tones.window);
    palette.setColor(QPalette::WindowText, tones.text);
    palette.setColor(QPalette::Base, tones.surface);
    palette.setColor(QPalette::AlternateBase, tones.raised);
    palette.setColor(QPalette::Text, tones.text);
    palette.setColor(QPalette::PlaceholderText, tones.textMuted);
    palette.setColor(QPalette::Button, tones.raised);
    palette.setColor(QPalette::ButtonText, tones.text);
    palette.setColor(QPalette::BrightText, tones.bad);
    palette.setColor(QPalette::Highlight, tones.accent);
    palette.setColor(QPalette::HighlightedText, tones.accentText);
    palette.setColor(QPalette::Link, tones.accent);
    palette.setColor(QPalette::ToolTipBase, tones.raised);
    palette.setColor(QPalette::ToolTipText, tones.text);
    palette.setColor(QPalette::Mid, tones.line);
    palette.setColor(QPalette::Midlight, tones.line);
    palette.setColor(QPalette::Dark, tones.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = tones.textMuted;
        faded.setAlpha(130);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    return palette;
}

QFont interfaceFont() {
    QFont font = QApplication::font();
    if (QFontDatabase::families().contains(QStringLiteral("Inter"))) {
        font.setFamily(QStringLiteral("Inter"));
    }
    font.setPixelSize(13);
    font.setFeature(QFont::Tag("tnum"), 1); // figures of one width: numbers that change must not dance
    return font;
}

} // namespace

Theme::Theme(QApplication& application, QObject* parent) : QObject(parent), m_application(application) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(interfaceFont());
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::apply);
    apply();
}

void Theme::choose(ThemeChoice choice) {
    m_choice = choice;
    apply();
}

void Theme::apply() {
    const bool systemLight = QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Light;
    m_dark = m_choice == ThemeChoice::dark || (m_choice == ThemeChoice::system && !systemLight);
    QApplication::setPalette(paletteOf(tones()));
    m_application.setStyleSheet(stylesheetOf(tones()));
    Q_EMIT changed();
}

} // namespace roundsman
