#pragma once

#include "core/model/frame.h"
#include "ui/models/rider_ref.h"

#include <QDialog>

#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace roundsman {

class CommandDesk;
class FrameFeed;

/// Where surge may be held back: a cell, an area, or all of a market.
struct SurgePlace {
    PartitionNo partition;
    MarketNo market;
    std::string target; ///< as a limit names it

    bool operator==(const SurgePlace&) const = default;
};

/// "Cell 8861…", "Old Town", "All of south": a limit's target in words.
QString surgeTargetName(const Frame& lane, MarketNo market, const std::string& target);
/// "at most 1.4", "frozen", or both.
QString surgeLimitText(const SurgeLimit& limit);

/// Caps or freezes surge of a cell, an area or a market, with a reason and an end. Offers the areas of all markets, and
/// `first` above them: a cell is offered by nobody else. Without it people choose. GUI thread.
class SurgeLimitDialog : public QDialog {
    Q_OBJECT

public:
    SurgeLimitDialog(FrameFeed& feed, CommandDesk& commands, const std::optional<SurgePlace>& first,
                     QWidget* parent = nullptr);

    [[nodiscard]] const SurgePlace* place() const; ///< null: not chosen yet
    [[nodiscard]] QComboBox* whereBox() const { return m_where; }
    [[nodiscard]] QCheckBox* capBox() const { return m_capped; }
    [[nodiscard]] QDoubleSpinBox* capField() const { return m_cap; }
    [[nodiscard]] QCheckBox* freezeBox() const { return m_frozen; }
    [[nodiscard]] QLineEdit* reasonField() const { return m_reason; }
    [[nodiscard]] QComboBox* forBox() const { return m_for; }
    [[nodiscard]] QPushButton* sendButton() const { return m_send; }

private:
    void build();
    void fillPlaces(const std::optional<SurgePlace>& first);
    void offer(const Frame& lane, MarketNo market);
    [[nodiscard]] QString nameOf(const SurgePlace& place) const;
    void takePlace();
    void check();
    void send();
    [[nodiscard]] const SurgeLimit* standing() const;
    [[nodiscard]] EventTime now() const;

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    std::vector<SurgePlace> m_places; ///< as the box lists them
    QComboBox* m_where = nullptr;
    QCheckBox* m_capped = nullptr;
    QDoubleSpinBox* m_cap = nullptr;
    QCheckBox* m_frozen = nullptr;
    QComboBox* m_for = nullptr;
    QLineEdit* m_reason = nullptr;
    QLabel* m_words = nullptr;
    QPushButton* m_send = nullptr;
};

} // namespace roundsman
