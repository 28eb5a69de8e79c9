#pragma once

#include "ui/window/action_catalog.h"

#include <QDialog>

class QLineEdit;
class QTreeWidget;

namespace roundsman {

class Workspaces;

/// F1: every key and what it does, workspace by workspace, made from the actions themselves. Typing filters it; Enter
/// does the marked one.
class ShortcutSheet : public QDialog {
    Q_OBJECT

public:
    ShortcutSheet(const QList<ListedAction>& actions, const Workspaces& workspaces, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* field() const { return m_field; }
    [[nodiscard]] QTreeWidget* keys() const { return m_keys; }

private:
    void fill(const QList<ListedAction>& actions, const Workspaces& workspaces);
    void filter(const QString& text);

    QLineEdit* m_field;
    QTreeWidget* m_keys;
};

} // namespace roundsman
