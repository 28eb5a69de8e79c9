#pragma once

#include "ui/console.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace roundsman {

class WindowState;

/// The first thing a new user sees: what this is, and three ways on. What is missing for one of them is said below it.
/// GUI thread.
class StartPage : public QDialog {
    Q_OBJECT

public:
    StartPage(StartChecks checks, WindowState& state, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<StartChoice> choice() const { return m_choice; }
    /// What was chosen for every start, if it is still there.
    static std::optional<StartChoice> remembered(const WindowState& state);
    /// Why the last choice could not be opened.
    void say(const QString& trouble);

    [[nodiscard]] QPushButton* demoButton() const { return m_demo; }
    [[nodiscard]] QPushButton* kafkaButton() const { return m_kafka; }
    [[nodiscard]] QPushButton* configurationButton() const { return m_configuration; }
    [[nodiscard]] QPushButton* dataButton() const { return m_data; }
    [[nodiscard]] QLineEdit* brokersField() const { return m_brokers; }
    [[nodiscard]] QLineEdit* configurationField() const { return m_file; }
    [[nodiscard]] QLineEdit* dataField() const { return m_folder; }
    [[nodiscard]] QCheckBox* alwaysBox() const { return m_always; }
    /// What is said to be missing for the way of this field; empty: nothing.
    [[nodiscard]] QString missing(const QLineEdit* field) const;

private:
    QVBoxLayout* addWay(QVBoxLayout& column, const QString& title, const QString& words);
    void addDemo(QVBoxLayout& column);
    void addKafka(QVBoxLayout& column);
    void addData(QVBoxLayout& column);
    QLineEdit* addField(QVBoxLayout& way, const QString& name, const QString& example, QPushButton* go,
                        QPushButton* browse);
    QLabel* addMissing(QVBoxLayout& way);
    void connectToKafka();
    void openConfiguration();
    void openData();
    void finish(StartChoice::Kind kind, const QString& path);

    StartChecks m_checks;
    WindowState& m_state;
    std::optional<StartChoice> m_choice;
    QLabel* m_trouble;
    QPushButton* m_demo = nullptr;
    QPushButton* m_kafka = nullptr;
    QPushButton* m_configuration = nullptr;
    QPushButton* m_data = nullptr;
    QLineEdit* m_brokers = nullptr;
    QLineEdit* m_topic = nullptr;
    QLineEdit* m_file = nullptr;
    QLineEdit* m_folder = nullptr;
    QLabel* m_kafkaMissing = nullptr;
    QLabel* m_fileMissing = nullptr;
    QLabel* m_dataMissing = nullptr;
    QCheckBox* m_always = nullptr;
};

} // namespace roundsman
