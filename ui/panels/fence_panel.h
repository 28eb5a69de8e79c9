#pragma once

#include "core/api/console_api.h"
#include "ui/map/fence_editor.h"

#include <QAbstractTableModel>
#include <QTimer>
#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableView;

namespace roundsman {

class FrameFeed;
class Navigator;

/// The areas of all lanes, by name. GUI thread.
class FenceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { name, use, size, columns };
    struct Entry {
        PartitionNo partition;
        Fence fence;

        bool operator==(const Entry&) const = default;
    };

    using QAbstractTableModel::QAbstractTableModel;
    void setFleet(const Picture& fleet);
    [[nodiscard]] const Entry& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Entry> m_rows;
    std::vector<std::shared_ptr<const std::vector<Fence>>> m_seen; ///< the same lists: nothing has changed
};

/// The corners of the fence that is being drawn, as numbers: the way without a mouse. GUI thread.
class CornerModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { latitude, longitude, columns };

    explicit CornerModel(FenceEditor& editor, QObject* parent = nullptr);
    [[nodiscard]] CornerRef cornerOf(int row) const;
    [[nodiscard]] int rowOf(CornerRef corner) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

private:
    void follow();

    FenceEditor& m_editor;
    int m_rows = 0;
};

/// Fences, zones and borders: the list of them, and what is being drawn or changed on the map, with its fields, its
/// corners, undo, and the way to the log. GUI thread.
class FencePanel : public QWidget {
    Q_OBJECT

public:
    FencePanel(FrameFeed& feed, FenceEditor& editor, Navigator& navigator, QWidget* parent = nullptr);

    [[nodiscard]] FenceModel& model() { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QTableView* cornerTable() const { return m_corners; }
    [[nodiscard]] QPushButton* areaButton() const { return m_area; }
    [[nodiscard]] QPushButton* circleButton() const { return m_circle; }
    [[nodiscard]] QPushButton* editButton() const { return m_edit; }
    [[nodiscard]] QPushButton* deleteButton() const { return m_delete; }
    [[nodiscard]] QPushButton* recordButton() const { return m_record; }
    [[nodiscard]] QPushButton* sendButton() const { return m_send; }
    [[nodiscard]] QPushButton* dropButton() const { return m_drop; }
    [[nodiscard]] QPushButton* undoButton() const { return m_undo; }
    [[nodiscard]] QPushButton* redoButton() const { return m_redo; }
    [[nodiscard]] QLineEdit* nameField() const { return m_name; }
    [[nodiscard]] QComboBox* useBox() const { return m_use; }
    [[nodiscard]] QComboBox* marketBox() const { return m_market; }
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    /// Somebody begins to draw: the map should be seen.
    void mapWanted();

private:
    QWidget* buildList();
    QWidget* buildDraft();
    void connectFields();
    void refresh();
    void follow();
    void showMarket();
    void chooseMarket(int row);
    void begin(bool circle);
    void editSelected();
    void openRecord();
    void deleteSelected();
    void showSelected();
    void selectCorner(const QModelIndex& at);
    [[nodiscard]] const FenceModel::Entry* selected() const;
    [[nodiscard]] QString wordsFor() const;

    FrameFeed& m_feed;
    FenceEditor& m_editor;
    Navigator& m_navigator;
    FenceModel m_model;
    CornerModel m_cornerModel;
    QTimer m_refresh;
    QWidget* m_list = nullptr;
    QWidget* m_draft = nullptr;
    QTableView* m_table = nullptr;
    QTableView* m_corners = nullptr;
    QPushButton* m_area = nullptr;
    QPushButton* m_circle = nullptr;
    QPushButton* m_edit = nullptr;
    QPushButton* m_delete = nullptr;
    QPushButton* m_record = nullptr;
    QPushButton* m_insert = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_redo = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_drop = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_use = nullptr;
    QComboBox* m_market = nullptr;
    std::vector<MarketRef> m_markets; ///< the box's rows below the first
    QDoubleSpinBox* m_radius = nullptr;
    QDoubleSpinBox* m_margin = nullptr;
    QSpinBox* m_dwell = nullptr;
    QCheckBox* m_alerts = nullptr;
    QLabel* m_words = nullptr;
};

} // namespace roundsman
