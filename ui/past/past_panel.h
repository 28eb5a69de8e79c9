#pragma once

#include "ui/past/past_player.h"
#include "ui/past/past_ruler.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace roundsman {

class FrameFeed;
class PastExport;
struct ExportWish;
struct Tones;

/// The controls of time: ruler, play, speed, go to, back to now, export. GUI thread.
class PastPanel : public QWidget {
    Q_OBJECT

public:
    PastPanel(FrameFeed& feed, PastPlayer& player, QWidget* parent = nullptr);
    ~PastPanel() override;

    void setTones(const Tones& tones);
    [[nodiscard]] PastRuler& ruler() { return *m_ruler; }
    [[nodiscard]] QToolButton* playButton() const { return m_play; }
    [[nodiscard]] QComboBox* speedBox() const { return m_speed; }
    [[nodiscard]] QComboBox* spanBox() const { return m_span; }
    [[nodiscard]] QDateTimeEdit* field() const { return m_goTo; }
    [[nodiscard]] QLabel* when() const { return m_when; }
    [[nodiscard]] QLabel* message() const { return m_message; }
    [[nodiscard]] QPushButton* cancelButton() const { return m_cancel; }
    [[nodiscard]] bool exporting() const { return m_export != nullptr; }
    /// Writes a file in the background; says so here.
    void startExport(const ExportWish& wish);
    /// The newest hours again, or those around a moment.
    void lookAround(EventTime time);

Q_SIGNALS:
    void exportAsked();
    void linkAsked();

private:
    QWidget* buildControls();
    QWidget* buildSpans();
    QToolButton* button(const QString& text, const QString& name, const QString& tip);
    void connectRuler();
    void refresh();
    void dressChip(bool past);
    void refreshSeconds();
    void showSpan(int index);
    void shiftBy(double part);
    void setView(const PastRuler::Span& view);
    void askCoverage();
    void sayTrouble(const QString& sentence);
    void sayChosen(const std::optional<PastRuler::Span>& span);
    void goToField();
    void exportEnded(quint64 rows, const QString& trouble);

    FrameFeed& m_feed;
    PastPlayer& m_player;
    const Tones* m_tones;
    QTimer m_seconds;
    int m_ticks = 0;
    bool m_followsEdge = true; ///< the view ends at now and moves with it
    bool m_coverageAsked = false;
    bool m_coverageStale = true;
    QString m_trouble;
    PastRuler* m_ruler;
    QLabel* m_chip = nullptr;
    QLabel* m_when = nullptr;
    QToolButton* m_play = nullptr;
    QToolButton* m_live = nullptr;
    QComboBox* m_speed = nullptr;
    QDateTimeEdit* m_goTo = nullptr;
    bool m_typed = false; ///< somebody chose a time there and did not go yet
    QComboBox* m_span = nullptr;
    QLabel* m_chosen = nullptr;
    QLabel* m_message = nullptr;
    QPushButton* m_write = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_cancel = nullptr;
    std::unique_ptr<PastExport> m_export;
};

} // namespace roundsman
