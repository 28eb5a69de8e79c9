#pragma once

#include "ui/models/fix_model.h"
#include "ui/models/rider_ref.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace roundsman {

class Facts;
class FrameFeed;
struct Tones;

/// Everything about the selected rider, each number with its age and where it came from. GUI thread.
class RiderInspector : public QWidget {
    Q_OBJECT

public:
    explicit RiderInspector(FrameFeed& feed, QWidget* parent = nullptr);

    void show(std::optional<RiderRef> rider);
    [[nodiscard]] std::optional<RiderRef> shown() const { return m_rider; }
    [[nodiscard]] FixModel& fixes() { return m_fixes; }
    [[nodiscard]] QPushButton* followButton() const { return m_follow; }
    void setFollowing(bool on);
    void setTones(const Tones& tones);

Q_SIGNALS:
    void followAsked(bool on);
    void centreAsked();

private:
    QWidget* buildEmpty();
    QWidget* buildRider();
    void refresh();
    void refreshFixes();
    void showState(const RiderDot& dot, const Frame& lane);
    void showClocks(const RiderDot& dot, const Frame& lane);
    void showOrder(const RiderDot& dot, const Frame& lane);

    FrameFeed& m_feed;
    std::optional<RiderRef> m_rider;
    FixModel m_fixes;
    QTimer m_refresh;
    bool m_fixesAsked = false;
    const Tones* m_tones;
    QStackedLayout* m_pages = nullptr;
    QLabel* m_mark = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_under = nullptr;
    QPushButton* m_follow = nullptr;
    Facts* m_state = nullptr;
    Facts* m_clocks = nullptr;
    Facts* m_order = nullptr;
    QTableView* m_table = nullptr;
};

} // namespace roundsman
