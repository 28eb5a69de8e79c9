#include "ui/theme/stylesheet.h"

#include "ui/theme/tones.h"

#include <utility>

namespace roundsman {

namespace {

constexpr auto sheet = R"(
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QMenuBar { background: @surface; border-bottom: 1px solid @line; padding: 2px 6px; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 5px; }
QMenuBar::item:selected { background: @raised; }
QMenu { background: @surface; border: 1px solid @line; padding: 5px; }
QMenu::item { padding: 6px 28px 6px 26px; border-radius: 5px; }
QMenu::item:selected { background: @accent; color: @accentText; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 5px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 7px; }
QToolBar { background: @surface; border: 0; border-bottom: 1px solid @line; padding: 6px 8px; spacing: 4px; }
QToolBar::separator { background: @line; width: 1px; margin: 4px 6px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px 9px; }
QToolButton:hover { background: @raised; }
QToolButton:checked { background: @raised; border-color: @line; }
QToolButton:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="workspace"] { padding: 5px 11px; color: @muted; font-weight: 600; }
QToolButton[role="workspace"]:checked { background: @select; border-color: transparent; color: @text; }
QToolButton#searchButton { background: @raised; border-color: @line; color: @muted; padding: 5px 12px; text-align: left; }
QToolButton#searchButton:hover { border-color: @muted; }
QStatusBar { background: @surface; border-top: 1px solid @line; min-height: 28px; }
QStatusBar::item { border: 0; }
QToolButton#clock { padding: 2px 8px; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
QWidget#panel { background: @surface; }
QWidget#dockTitle { background: @surface; border-bottom: 1px solid @line; }
QLabel#dockTitleText { font-weight: 600; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="warning"] { color: @warning; font-weight: 600; }
QLabel[role="section"] { color: @muted; font-size: 11px; font-weight: 600; letter-spacing: 1px; }
QLabel[role="strong"], QLabel[role="figure"] { font-weight: 600; }
QWidget#chart { background: @surface; border: 1px solid @line; border-radius: 7px; }
QWidget#chart:focus { border-color: @accent; }
QLabel[role="clock"] { font-size: 15px; font-weight: 600; }
QLabel[role="title"] { font-size: 18px; font-weight: 600; }
QLineEdit { background: @raised; border: 1px solid @line; border-radius: 6px; padding: 6px 9px; }
QLineEdit:focus { border-color: @accent; }
QComboBox, QDateTimeEdit { background: @raised; border: 1px solid @line; border-radius: 6px; padding: 4px 9px; min-height: 18px; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url(:/ui/chevron.png); width: 10px; height: 10px; }
QComboBox:focus, QDateTimeEdit:focus { border-color: @accent; }
QCheckBox::indicator { width: 14px; height: 14px; background: @raised; border: 1px solid @muted; border-radius: 3px; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/ui/check.png); }
QCheckBox::indicator:disabled { border-color: @line; }
QRadioButton::indicator { width: 14px; height: 14px; background: @raised; border: 1px solid @muted; border-radius: 8px; }
QRadioButton::indicator:checked { width: 6px; height: 6px; background: @accentText; border: 5px solid @accent; }
QRadioButton::indicator:disabled { border-color: @line; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QProgressBar { background: @raised; border: 1px solid @line; border-radius: 5px; height: 10px; text-align: center; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }
QPushButton { background: @raised; border: 1px solid @line; border-radius: 6px; padding: 6px 14px; }
QPushButton:hover { border-color: @muted; }
QPushButton:focus { border-color: @accent; }
QPushButton:checked, QPushButton:default { background: @accent; border-color: @accent; color: @accentText; }
QToolButton[role="chip"] { border: 1px solid @line; border-radius: 6px; padding: 4px 7px; text-align: left; }
QToolButton[role="chip"]:checked { background: @raised; border-color: @line; }
QToolButton[role="chip"]:!checked { color: @muted; background: transparent; border-style: dashed; }
QToolButton[role="terse"] { border: 1px solid @line; border-radius: 5px; padding: 2px 3px; text-align: left; }
QToolButton[role="terse"]:checked { background: @raised; border-color: @line; }
QToolButton[role="terse"]:!checked { color: @muted; background: transparent; border-style: dashed; }
QToolButton[role="terse"]:hover { border-color: @muted; }
QToolButton[role="terse"]:focus { border-color: @accent; }
QToolButton[role="toggle"] { border: 1px solid @line; padding: 5px 10px; }
QToolButton[role="toggle"]:checked { background: @select; border-color: @accent; }
QToolButton[role="chip"]:hover { border-color: @muted; }
QToolButton[role="chip"]:focus { border-color: @accent; }
QAbstractItemView { background: @surface; border: 0; outline: 0; selection-background-color: @select; selection-color: @text; }
QAbstractItemView::item { padding: 0 6px; border: 0; }
QAbstractItemView::item:hover { background: @raised; }
QAbstractItemView::item:selected { background: @select; color: @text; }
QHeaderView { background: @surface; border: 0; }
QHeaderView::section { background: @surface; color: @muted; border: 0; border-bottom: 1px solid @line; padding: 4px 6px; font-size: 12px; }
QHeaderView::section:hover { color: @text; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QTableView { border-left: 2px solid @surface; }
QTableView:focus { border-left-color: @accent; }
QPlainTextEdit { border: 1px solid @line; border-radius: 6px; }
QPlainTextEdit:focus { border-color: @accent; }
QTableCornerButton::section { background: @surface; border: 0; }
QScrollArea { border: 0; background: @surface; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: 4px; min-height: 28px; margin: 1px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @line; border-radius: 4px; min-width: 28px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 7px; }
QDialog#why { background: @surface; border: 1px solid @line; }
QDialog#search { background: @surface; border: 1px solid @line; }
QDialog#search QLineEdit { border: 0; border-radius: 0; background: transparent; font-size: 16px; padding: 14px 16px; border-bottom: 1px solid @line; }
QDialog#search QLabel { padding: 8px 16px; border-top: 1px solid @line; }
QLabel[role="bad"] { color: @bad; }
QFrame#card { background: @surface; border: 1px solid @line; border-radius: 8px; }
QFrame#notice { background: @raised; border-bottom: 1px solid @line; }
QLabel#noticeSign { color: @bad; }
QMainWindow > QTabBar { qproperty-drawBase: 0; }
QTabWidget::pane { border: 1px solid @line; border-radius: 6px; }
QTabBar::tab { padding: 6px 14px; color: @muted; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:focus { color: @accent; }
QFrame[role="hairline"] { background: @line; border: 0; max-height: 1px; min-height: 1px; }
)";

} // namespace

QString stylesheetOf(const Tones& tones) {
    QColor select = tones.accent;
    select.setAlphaF(tones.dark ? 0.28F : 0.16F);
    const QString selected = QStringLiteral("rgba(%1,%2,%3,%4)")
                                 .arg(select.red())
                                 .arg(select.green())
                                 .arg(select.blue())
                                 .arg(select.alpha());
    QString text = QString::fromLatin1(sheet);
    const std::pair<QString, QString> words[] = {
        {QStringLiteral("@accentText"), tones.accentText.name()},
        {QStringLiteral("@accent"), tones.accent.name()},
        {QStringLiteral("@surface"), tones.surface.name()},
        {QStringLiteral("@raised"), tones.raised.name()},
        {QStringLiteral("@select"), selected},
        {QStringLiteral("@muted"), tones.textMuted.name()},
        {QStringLiteral("@line"), tones.line.name()},
        {QStringLiteral("@warning"), tones.warning.name()},
        {QStringLiteral("@bad"), tones.bad.name()},
        {QStringLiteral("@text"), tones.text.name()},
    };
    for (const auto& [word, value] : words) {
        text.replace(word, value);
    }
    return text;
}

} // namespace roundsman
