#include "ui/panels/facts.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace roundsman {

Facts::Facts(const QString& heading, const QStringList& names, QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* title = new QLabel(heading.toUpper());
    title->setProperty("role", QStringLiteral("section"));
    column->addWidget(title);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    grid->setColumnMinimumWidth(0, 92);
    grid->setColumnStretch(1, 1);
    for (const QString& name : names) {
        const int row = static_cast<int>(m_values.size());
        auto* label = new QLabel(name);
        label->setProperty("role", QStringLiteral("muted"));
        auto* value = new QLabel;
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setWordWrap(true);
        value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long word must not widen the window
        value->setAccessibleName(name);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        grid->addWidget(label, row, 0);
        grid->addWidget(value, row, 1);
        m_values.push_back(value);
    }
    column->addLayout(grid);
}

void Facts::setValues(const QStringList& values) {
    for (std::size_t row = 0; row < m_values.size(); ++row) {
        const QString value = values.value(static_cast<qsizetype>(row), QStringLiteral("–"));
        if (m_values[row]->text() != value) {
            m_values[row]->setText(value);
        }
    }
}

void Facts::setValueColour(int row, const QColor& colour) {
    QLabel* value = m_values[static_cast<std::size_t>(row)];
    QPalette palette = value->palette();
    if (palette.color(QPalette::WindowText) != colour) {
        palette.setColor(QPalette::WindowText, colour);
        value->setPalette(palette);
    }
}

} // namespace roundsman
