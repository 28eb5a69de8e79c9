#pragma once

#include "ui/past/past_export.h"

#include <QDialog>

#include <optional>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace roundsman {

/// What shall be written, and where to. GUI thread.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    struct Offer {
        EventTime moment{};                                    ///< what is shown
        std::optional<std::pair<EventTime, EventTime>> span{}; ///< what is chosen
        QString rider{};                                       ///< who is selected; empty: nobody
    };

    ExportDialog(const Offer& offer, const QString& folder, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* path() const { return m_path; }
    [[nodiscard]] QComboBox* format() const { return m_format; }
    [[nodiscard]] QPushButton* startButton() const { return m_start; }
    [[nodiscard]] QRadioButton* choice(ExportWish::What what) const;
    [[nodiscard]] ExportWish wish() const;

private:
    void addChoice(QVBoxLayout& column, ExportWish::What what, const QString& words, bool possible);
    void addPath(QVBoxLayout& column);
    void suggestName();
    void browse();
    void check();

    Offer m_offer;
    QString m_folder;
    QString m_suggested;
    QButtonGroup* m_what;
    QComboBox* m_every;
    QComboBox* m_format;
    QLineEdit* m_path;
    QLabel* m_problem;
    QPushButton* m_start;
};

} // namespace roundsman
