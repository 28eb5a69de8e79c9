#pragma once

#include <QLabel>
#include <QWidget>

#include <vector>

class QFormLayout;

namespace roundsman {

/// Short lines of "what: how much" under a heading. Values can be selected and copied.
class Facts : public QWidget {
    Q_OBJECT

public:
    Facts(const QString& heading, const QStringList& names, QWidget* parent = nullptr);

    /// In the order of the names; changes only what differs.
    void setValues(const QStringList& values);
    void setValueColour(int row, const QColor& colour);

private:
    std::vector<QLabel*> m_values;
};

} // namespace roundsman
