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
class Navigator;
struct Tones;

/// Everything about the selected rider, each number with its age and where it came from: his order and the record of
/// each fix are one step away. GUI thread.
class RiderInspector : public QWidget {
    Q_OBJECT

public:
    RiderInspector(FrameFeed& feed, Navigator& navigator, QWidget* parent = nullptr);

    void show(std::optional<RiderRef> rider);
    [[nodiscard]] std::optional<RiderRef> shown() const { return m_rider; }
    [[nodiscard]] FixModel& fixes() { return m_fixes; }
    [[nodiscard]] QTableView* fixTable() const { return m_table; }
    [[nodiscard]] QPushButton* followButton() const { return m_follow; }
    [[nodiscard]] QPushButton* orderButton() const { return m_openOrder; }
    void setFollowing(bool on);
    void setTones(const Tones& tones);

Q_SIGNALS:
    void followAsked(bool on);
    void centreAsked();

private:
    QWidget* buildEmpty();
    QWidget* buildRider();
    QWidget* buildOrder();
    void buildFixes();
    void refresh();
    void refreshFixes();
    void openRecord();
    void showState(const RiderDot& dot, const Frame& lane);
    void showClocks(const RiderDot& dot, const Frame& lane);
    void showOrder(const RiderDot& dot, const Frame& lane);

    FrameFeed& m_feed;
    Navigator& m_navigator;
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
    QWidget* m_orderPart = nullptr; ///< shown while he has one
    Facts* m_order = nullptr;
    QPushButton* m_openOrder = nullptr;
    QString m_orderId;
    QTableView* m_table = nullptr;
};

} // namespace roundsman
