// What the panel of fences lists: areas, and the corners of the one that is being drawn.
#include "ui/panels/fence_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace roundsman {

void FenceModel::setFleet(const Picture& fleet) {
    std::vector<std::shared_ptr<const std::vector<Fence>>> seen;
    for (const FramePtr& lane : fleet.lanes) {
        seen.push_back(lane->fences);
    }
    if (seen == m_seen) {
        return;
    }
    m_seen = std::move(seen);
    std::vector<Entry> rows;
    for (const FramePtr& lane : fleet.lanes) {
        for (const Fence& fence : lane->fences ? *lane->fences : std::vector<Fence>{}) {
            rows.push_back({lane->partition, fence});
        }
    }
    std::ranges::stable_sort(rows, {}, [](const Entry& entry) { return std::pair(entry.fence.use, entry.fence.name); });
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int FenceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FenceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns);
}

QVariant FenceModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Fence& fence = at(index.row()).fence;
    if (role == Qt::ToolTipRole) {
        return tr("%1\n%2\nVersion %3")
            .arg(QString::fromStdString(fence.id), fenceUseName(fence.use))
            .arg(fence.version);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case name:
        return QString::fromStdString(fence.name.empty() ? fence.id : fence.name);
    case use:
        return fenceUseName(fence.use).section(u':', 0, 0);
    case size:
        return fenceSize(fence);
    default:
        return {};
    }
}

QVariant FenceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columns) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    const std::array titles{tr("Name"), tr("Kind"), tr("Size")};
    return role == Qt::DisplayRole ? QVariant(titles[static_cast<std::size_t>(section)]) : QVariant();
}

CornerModel::CornerModel(FenceEditor& editor, QObject* parent) : QAbstractTableModel(parent), m_editor(editor) {
    connect(&m_editor, &FenceEditor::changed, this, &CornerModel::follow);
}

void CornerModel::follow() {
    const Fence& fence = m_editor.fence();
    const bool any = m_editor.active() && (!isCircle(fence) || m_editor.hasCentre());
    const int rows = !any ? 0 : isCircle(fence) ? 1 : static_cast<int>(cornersOf(fence));
    if (rows != m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    } else if (rows > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows - 1, columns - 1));
    }
}

CornerRef CornerModel::cornerOf(int row) const {
    CornerRef at;
    auto left = static_cast<std::size_t>(row);
    for (const auto& ring : m_editor.fence().rings) {
        if (left < ring.size()) {
            at.corner = left;
            return at;
        }
        left -= ring.size();
        ++at.ring;
    }
    return {};
}

int CornerModel::rowOf(CornerRef corner) const {
    std::size_t row = corner.corner;
    for (std::size_t ring = 0; ring < corner.ring && ring < m_editor.fence().rings.size(); ++ring) {
        row += m_editor.fence().rings[ring].size();
    }
    return static_cast<int>(row);
}

int CornerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

int CornerModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns);
}

QVariant CornerModel::data(const QModelIndex& index, int role) const {
    const bool shown = role == Qt::DisplayRole || role == Qt::EditRole || role == Qt::AccessibleTextRole;
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !shown || !m_editor.active()) {
        return {};
    }
    const GeoPoint place = cornerAt(m_editor.fence(), cornerOf(index.row()));
    return QString::number(index.column() == latitude ? place.latitude() : place.longitude(), 'f', 6);
}

QVariant CornerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columns || role != Qt::DisplayRole) {
        return {};
    }
    return section == latitude ? tr("Latitude") : tr("Longitude");
}

Qt::ItemFlags CornerModel::flags(const QModelIndex& index) const {
    return QAbstractTableModel::flags(index) |
           (m_editor.mode() == FenceEditor::Mode::editing ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool CornerModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    bool good = false;
    const double degrees = value.toString().replace(u',', u'.').toDouble(&good);
    const double most = index.column() == latitude ? 90 : 180;
    if (role != Qt::EditRole || !good || std::abs(degrees) > most || m_editor.mode() != FenceEditor::Mode::editing) {
        return false;
    }
    const CornerRef corner = cornerOf(index.row());
    const GeoPoint now = cornerAt(m_editor.fence(), corner);
    m_editor.select(corner);
    m_editor.moveSelected(index.column() == latitude ? GeoPoint::fromDegrees(degrees, now.longitude())
                                                     : GeoPoint::fromDegrees(now.latitude(), degrees));
    return true;
}

} // namespace roundsman
