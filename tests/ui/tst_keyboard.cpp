#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/dialogs/shortcut_sheet.h"
#include "ui/window/action_catalog.h"
#include "ui/window/window_dialogs.h"
#include "ui/window/workspaces.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSlider>
#include <QTest>

namespace roundsman {

namespace {

constexpr int stepsAtMost = 400;
const QStringList themes{QStringLiteral("dark"), QStringLiteral("light")};

/// Parts of Qt's own, inside a control: a field's clear button, a table's corner, a combo box's list.
bool isInner(const QWidget& widget) {
    const QWidget* parent = widget.parentWidget();
    return widget.objectName().startsWith(QStringLiteral("qt_")) || qobject_cast<const QLineEdit*>(parent) ||
           qobject_cast<const QAbstractItemView*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent) ||
           qobject_cast<const QComboBox*>(parent);
}

bool isControl(const QWidget& widget) {
    return qobject_cast<const QAbstractButton*>(&widget) || qobject_cast<const QLineEdit*>(&widget) ||
           qobject_cast<const QAbstractItemView*>(&widget) || qobject_cast<const QComboBox*>(&widget) ||
           qobject_cast<const QPlainTextEdit*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget) ||
           qobject_cast<const QAbstractSlider*>(&widget);
}

QString called(const QWidget& widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const QString words = !widget.accessibleName().isEmpty() ? widget.accessibleName()
                          : button                           ? button->text()
                                                             : QString();
    return QStringLiteral("%1 “%2” %3")
        .arg(QLatin1String(widget.metaObject()->className()), words, widget.objectName());
}

/// What somebody could want to use with the keyboard now.
QList<QWidget*> controlsOf(QWidget& window) {
    QList<QWidget*> controls;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        const bool shown = widget->isVisible() && widget->isEnabled() && widget->window() == &window;
        const bool bar = qobject_cast<QAbstractSlider*>(widget) && !qobject_cast<QSlider*>(widget); // a scroll bar
        if (shown && isControl(*widget) && !isInner(*widget) && !bar && !widget->visibleRegion().isEmpty()) {
            controls << widget;
        }
    }
    return controls;
}

/// The keyboard goes between the window and the map's own window by way of the display: until it has answered.
void settle() {
    for (int turn = 0; turn < 2; ++turn) {
        QGuiApplication::sync();
        QCoreApplication::processEvents();
    }
}

/// A date's day, month, hour are stations of their own in its field.
int stationsIn(const QWidget* widget) {
    const auto* field = qobject_cast<const QDateTimeEdit*>(widget);
    return field ? field->sectionCount() : 1;
}

/// Tab from the first control until it comes round again; what it met.
QSet<const QWidget*> walk(QWidget& window, const QWidget* first, QString& trap) {
    QSet<const QWidget*> met;
    QStringList way;
    int stations = 1;
    for (int step = 0; step < stepsAtMost; ++step) {
        const QWidget* before = QApplication::focusWidget();
        QTest::keyClick(QGuiApplication::focusWindow(), Qt::Key_Tab);
        settle();
        const QWidget* now = QApplication::focusWidget();
        if (!now || now->window() != &window) {
            trap = QStringLiteral("it left %1 after %2").arg(window.windowTitle(), way.value(way.size() - 1));
            return met;
        }
        stations = now == before ? stations + 1 : 1;
        if (stations > stationsIn(now)) {
            trap = called(*now);
            return met;
        }
        met << now << now->focusProxy();
        way << called(*now);
        if (now == first) {
            return met;
        }
    }
    trap = QStringLiteral("it never came round: ") + way.last(way.size() / 10).join(u'\n');
    return met;
}

void walkThrough(QWidget& window, const QString& name) {
    const QList<QWidget*> controls = controlsOf(window);
    QVERIFY2(!controls.isEmpty(), qPrintable(name));
    settle();
    QWidget* const first = controls.front();
    first->setFocus(Qt::TabFocusReason);
    settle();
    QTRY_VERIFY2(first->hasFocus(), qPrintable(name + u' ' + called(*first)));
    QString trap;
    const QSet<const QWidget*> met = walk(window, QApplication::focusWidget(), trap);
    QVERIFY2(trap.isEmpty(), qPrintable(name + QStringLiteral(": the keyboard is caught in ") + trap));
    QStringList missed;
    for (const QWidget* control : controls) {
        // Of a group of choices the chosen one is met; arrows lead to the others.
        const auto* button = qobject_cast<const QAbstractButton*>(control);
        const bool inGroup = button && (button->autoExclusive() || (button->group() && button->group()->exclusive()));
        if (!met.contains(control) && !inGroup) {
            missed << called(*control);
        }
    }
    QVERIFY2(missed.isEmpty(), qPrintable(name + QStringLiteral(": Tab never comes to\n") + missed.join(u'\n')));
}

void everyControlIsNamed(QWidget& window, const QString& name) {
    for (QWidget* control : controlsOf(window)) {
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(control);
        QVERIFY2(spoken && !spoken->text(QAccessible::Name).trimmed().isEmpty(),
                 qPrintable(name + QStringLiteral(": nameless ") + called(*control) + u' ' + control->toolTip()));
    }
}

} // namespace

/// The whole window without a mouse, and for eyes that see little.
class TestKeyboard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tabComesToEveryControlOfEveryWorkspaceAndIsCaughtNowhere();
    void everyControlOfEveryWorkspaceHasAName();
    void dialogsAreWalkedAndNamedToo();
    void noKeyMeansTwoThings();
    void textStandsOutInEveryWorkspaceInBothThemes();
};

void TestKeyboard::tabComesToEveryControlOfEveryWorkspaceAndIsCaughtNowhere() {
    Desk desk(standing(100));
    for (const QString& id : desk.window().workspaces().ids()) {
        desk.window().workspaces().show(id);
        QVERIFY(QTest::qWaitForWindowActive(&desk.window()));
        walkThrough(desk.window(), id);
    }
}

void TestKeyboard::everyControlOfEveryWorkspaceHasAName() {
    Desk desk(standing(100));
    for (const QString& id : desk.window().workspaces().ids()) {
        desk.window().workspaces().show(id);
        everyControlIsNamed(desk.window(), id);
    }
}

void TestKeyboard::dialogsAreWalkedAndNamedToo() {
    Desk desk(standing(20));
    WindowDialogs& dialogs = desk.window().dialogs();
    const auto check = [&](QDialog* dialog) {
        QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
        walkThrough(*dialog, dialog->windowTitle());
        everyControlIsNamed(*dialog, dialog->windowTitle());
        QTest::keyClick(dialog, Qt::Key_Escape);
    };
    dialogs.openSettings();
    check(dialogs.settings());
    dialogs.openShortcuts();
    check(dialogs.shortcuts());
    dialogs.openAbout();
    check(dialogs.about());
}

/// What the window does everywhere nobody else may want: Qt does neither then.
void TestKeyboard::noKeyMeansTwoThings() {
    Desk desk(standing(100));
    QVERIFY(desk.waitForPicture());
    desk.window().select(desk.rider(4));
    for (const QString& id : desk.window().workspaces().ids()) {
        desk.window().workspaces().show(id);
        QHash<QKeySequence, QString> everywhere;
        QStringList twice;
        for (const ListedAction& listed : listActions(desk.window().actions(), desk.window().workspaces())) {
            if (!listed.action->isEnabled() || (!listed.workspace.isEmpty() && listed.workspace != id)) {
                continue;
            }
            for (const QKeySequence& keys : listed.action->shortcuts()) {
                if (everywhere.contains(keys)) {
                    twice << QStringLiteral("%1: %2 and %3")
                                 .arg(keys.toString(), everywhere[keys], plainWords(*listed.action));
                } else if (listed.workspace.isEmpty()) {
                    everywhere.insert(keys, plainWords(*listed.action));
                }
            }
        }
        QVERIFY(!everywhere.isEmpty());
        QVERIFY2(twice.isEmpty(), qPrintable(id + u'\n' + twice.join(u'\n')));
    }
}

void TestKeyboard::textStandsOutInEveryWorkspaceInBothThemes() {
    for (const ThemeChoice theme : {ThemeChoice::dark, ThemeChoice::light}) {
        Desk::Options options = standing(300);
        options.theme = theme;
        Desk desk(options);
        const QString name = theme == ThemeChoice::dark ? themes[0] : themes[1];
        QVERIFY(desk.waitForPicture());
        desk.window().select(desk.rider(4));
        for (const QString& id : desk.window().workspaces().ids()) {
            desk.window().workspaces().show(id);
            desk.picture(QStringLiteral("contrast-%1-%2").arg(id, name));
            const QStringList faint = faintTexts(desk.window(), 4.5);
            QVERIFY2(faint.isEmpty(), qPrintable(id + u' ' + name + u'\n' + faint.join(u'\n')));
        }
    }
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestKeyboard test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_keyboard.moc"
