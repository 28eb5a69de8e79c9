#include "ui/panels/empty_word.h"

#include <QEvent>
#include <QTableView>

namespace roundsman {

EmptyWord::EmptyWord(QTableView& table, const QString& words) : QLabel(words, table.viewport()), m_table(table) {
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);
    setProperty("role", QStringLiteral("muted"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    const QAbstractItemModel* model = table.model();
    connect(model, &QAbstractItemModel::rowsInserted, this, &EmptyWord::follow);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &EmptyWord::follow);
    connect(model, &QAbstractItemModel::modelReset, this, &EmptyWord::follow);
    table.viewport()->installEventFilter(this);
    follow();
}

bool EmptyWord::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        follow();
    }
    return QLabel::eventFilter(watched, event);
}

void EmptyWord::follow() {
    setGeometry(m_table.viewport()->rect());
    setVisible(m_table.model()->rowCount() == 0);
}

} // namespace roundsman
