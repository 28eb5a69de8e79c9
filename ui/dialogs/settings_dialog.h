#pragma once

#include "ui/console.h"
#include "ui/dialogs/console_settings.h"

#include <QDialog>
#include <QHash>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QTabWidget;
class QVBoxLayout;

namespace roundsman {

class NodeSettingsPage;
class WindowState;

/// The console's own settings, to be changed, and the node's, to be read. One field searches both. What cannot be is
/// refused at its field, with the reason, and nothing is saved until it is mended. GUI thread.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(const QList<SettingField>& fields, WindowState& state, const std::vector<NodeSetting>& node,
                   QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* searchField() const { return m_search; }
    [[nodiscard]] NodeSettingsPage* nodePage() const { return m_node; }
    [[nodiscard]] QTabWidget* tabs() const { return m_tabs; }
    /// The widget that edits it.
    [[nodiscard]] QWidget* editorOf(const QString& key) const;
    /// What is wrong with it, as it stands below its field; empty: nothing.
    [[nodiscard]] QString refusalOf(const QString& key) const;
    void save();

Q_SIGNALS:
    void saved();

private:
    struct Row {
        SettingField field;
        QWidget* whole = nullptr;
        QWidget* editor = nullptr;
        QLabel* refusal = nullptr;
    };

    QWidget* buildOwn(const QList<SettingField>& fields);
    void addRow(QVBoxLayout& column, const SettingField& field);
    QWidget* makeEditor(const SettingField& field);
    [[nodiscard]] QVariant valueOf(const Row& row) const;
    [[nodiscard]] QVariant valueOf(const QString& key) const;
    void judge();
    void search(const QString& text);

    WindowState& m_state;
    QList<Row> m_rows;
    QList<std::pair<QLabel*, QString>> m_headings; ///< with their groups
    QLineEdit* m_search;
    QTabWidget* m_tabs;
    NodeSettingsPage* m_node;
    QDialogButtonBox* m_buttons;
    QLabel* m_nothing = nullptr;
};

} // namespace roundsman
