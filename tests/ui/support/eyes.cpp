#include "tests/ui/support/eyes.h"

#include <QAbstractButton>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

constexpr int rowsLookedAt = 8;

double luminance(const QColor& colour) {
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// A dash alone is a hair's breadth of blended pixels: what it is drawn with cannot be read from the picture.
bool isRead(const QString& words) {
    return std::ranges::any_of(words, [](QChar each) { return each.isLetterOrNumber(); });
}

QString wordsOf(const QWidget& widget) {
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        QTextDocument text;
        text.setHtml(label->text());
        return text.toPlainText().trimmed();
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        return button->text();
    }
    if (const auto* field = qobject_cast<const QLineEdit*>(&widget)) {
        return field->text().isEmpty() ? field->placeholderText() : field->text();
    }
    return {};
}

class Look {
public:
    Look(QWidget& window, double least) : m_window(window), m_picture(window.grab().toImage()), m_least(least) {}

    void at(const QWidget& widget, const QRect& part, const QString& words) {
        const QRect seen = QRect(widget.mapTo(&m_window, part.topLeft()), part.size()) & m_window.rect();
        const double ratio = m_picture.devicePixelRatio();
        const QRect area(qRound(seen.x() * ratio), qRound(seen.y() * ratio), qRound(seen.width() * ratio),
                         qRound(seen.height() * ratio));
        if (area.width() < 8 || area.height() < 8) {
            return;
        }
        const double found = inkContrast(m_picture, area);
        if (found < m_least) {
            faint << QStringLiteral("%1: “%2” %3")
                         .arg(QLatin1String(widget.metaObject()->className()), words.left(40))
                         .arg(found, 0, 'f', 2);
        }
    }

    QStringList faint;

private:
    QWidget& m_window;
    QImage m_picture;
    double m_least;
};

void lookAtTable(Look& look, const QTableView& table) {
    const QAbstractItemModel* model = table.model();
    if (!model) {
        return;
    }
    const QRect viewport = table.viewport()->visibleRegion().boundingRect(); // its panel may be scrolled
    for (int row = 0, seen = 0; row < model->rowCount() && seen < rowsLookedAt; ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            const QModelIndex index = model->index(row, column);
            const QRect cell = table.visualRect(index);
            const QString words = index.data().toString();
            if (isRead(words) && viewport.contains(cell)) {
                look.at(*table.viewport(), cell.adjusted(1, 1, -1, -1), words);
                seen += column == 0 ? 1 : 0;
            }
        }
    }
}

} // namespace

double contrast(const QColor& a, const QColor& b) {
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

double inkContrast(const QImage& picture, const QRect& area) {
    QHash<QRgb, int> seen;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            ++seen[picture.pixel(x, y)];
        }
    }
    QRgb ground = 0;
    int most = 0;
    for (auto each = seen.cbegin(); each != seen.cend(); ++each) {
        if (each.value() > most) {
            most = each.value();
            ground = each.key();
        }
    }
    double best = 1;
    for (auto each = seen.cbegin(); each != seen.cend(); ++each) {
        best = std::max(best, contrast(QColor(each.key()), QColor(ground)));
    }
    return best;
}

QStringList faintTexts(QWidget& window, double least) {
    Look look(window, least);
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const QString words = wordsOf(*widget);
        const bool seen = widget->isVisible() && widget->isEnabled() && widget->window() == &window;
        if (!seen || widget->visibleRegion().isEmpty()) {
            continue;
        }
        if (isRead(words)) {
            look.at(*widget, widget->visibleRegion().boundingRect(), words);
        }
        if (const auto* table = qobject_cast<const QTableView*>(widget)) {
            lookAtTable(look, *table);
        }
        if (const auto* header = qobject_cast<const QHeaderView*>(widget);
            header && header->orientation() == Qt::Horizontal && header->count() > 0) {
            look.at(*header, header->visibleRegion().boundingRect(),
                    header->model()->headerData(0, Qt::Horizontal).toString());
        }
    }
    return look.faint;
}

} // namespace roundsman
