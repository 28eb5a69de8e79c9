#pragma once

#include "ui/console.h"

#include <QWidget>

class QTextBrowser;
class QTreeWidget;

namespace roundsman {

/// The node's configuration as it is in force: each key with its value and where it comes from. It is changed in its
/// file, not here; what a key means stands below, from the page of the documentation.
class NodeSettingsPage : public QWidget {
    Q_OBJECT

public:
    explicit NodeSettingsPage(const std::vector<NodeSetting>& settings, QWidget* parent = nullptr);

    [[nodiscard]] QTreeWidget* keys() const { return m_keys; }
    [[nodiscard]] QTextBrowser* meaning() const { return m_meaning; }
    /// Shows what fits; gives how many.
    int search(const QString& text);

private:
    void showMeaning();

    QTreeWidget* m_keys;
    QTextBrowser* m_meaning;
};

} // namespace roundsman
