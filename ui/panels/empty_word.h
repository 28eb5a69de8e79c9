#pragma once

#include <QLabel>

class QTableView;

namespace roundsman {

/// Stands where the rows would be while there is none, and says what to do. GUI thread.
class EmptyWord : public QLabel {
    Q_OBJECT

public:
    EmptyWord(QTableView& table, const QString& words);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();

    QTableView& m_table;
};

} // namespace roundsman
