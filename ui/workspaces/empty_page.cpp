#include "ui/workspaces/empty_page.h"

#include <QLabel>
#include <QVBoxLayout>

namespace roundsman {

QWidget* emptyPage(const QString& title, const QString& text) {
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("panel"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(40, 40, 40, 40);
    column->setSpacing(8);
    auto* heading = new QLabel(title);
    heading->setProperty("role", QStringLiteral("title"));
    heading->setAlignment(Qt::AlignCenter);
    auto* words = new QLabel(text);
    words->setProperty("role", QStringLiteral("muted"));
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    column->addStretch();
    column->addWidget(heading);
    column->addWidget(words);
    column->addStretch();
    return page;
}

} // namespace roundsman
