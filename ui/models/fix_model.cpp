#include "ui/models/fix_model.h"

#include "ui/models/engine_words.h"
#include "ui/support/shown_time.h"

#include <algorithm>

namespace roundsman {

namespace {

QString verdictText(const FixSeen& fix) {
    const QString verdict = verdictName(fix.verdict);
    return fix.reason == Reason::none ? verdict : verdict + QStringLiteral(" · ") + reasonName(fix.reason);
}

bool sameFix(const FixSeen& a, const FixSeen& b) {
    return a.document == b.document && a.verdict == b.verdict && a.logTime == b.logTime;
}

} // namespace

void FixModel::setFixes(std::vector<FixSeen> fixes) {
    std::ranges::stable_sort(fixes, std::ranges::greater{}, &FixSeen::document);
    // The common case: some new ones above, and the oldest fell off below.
    const auto known = m_fixes.empty() ? fixes.end() : std::ranges::find_if(fixes, [this](const FixSeen& fix) {
        return sameFix(fix, m_fixes.front());
    });
    const auto fresh = known - fixes.begin();
    const auto kept = fixes.end() - known;
    const bool continues = known != fixes.end() && kept <= static_cast<std::ptrdiff_t>(m_fixes.size()) &&
                           std::equal(known, fixes.end(), m_fixes.begin(), sameFix);
    if (!continues) {
        beginResetModel();
        m_fixes = std::move(fixes);
        endResetModel();
        return;
    }
    if (fresh > 0) {
        beginInsertRows({}, 0, static_cast<int>(fresh) - 1);
        m_fixes.insert(m_fixes.begin(), fixes.begin(), known);
        endInsertRows();
    }
    if (m_fixes.size() > fixes.size()) {
        beginRemoveRows({}, static_cast<int>(fixes.size()), static_cast<int>(m_fixes.size()) - 1);
        m_fixes.resize(fixes.size());
        endRemoveRows();
    }
}

int FixModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_fixes.size());
}

int FixModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant FixModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const FixSeen& fix = at(index.row());
    if (role == Qt::TextAlignmentRole && index.column() >= delay) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return tr("device %1\nreceived %2\nlog %3\nposition %4, %5")
            .arg(millisText(fix.deviceTime), millisText(fix.receiveTime), millisText(fix.logTime))
            .arg(fix.position.latitude(), 0, 'f', 6)
            .arg(fix.position.longitude(), 0, 'f', 6);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case time:
        return secondsText(fix.deviceTime);
    case verdict:
        return verdictText(fix);
    case delay:
        return tr("%1 ms").arg((fix.logTime - fix.deviceTime).count());
    case offset:
        return QStringLiteral("%1.%2").arg(fix.document.offset.value()).arg(fix.document.index);
    default:
        return {};
    }
}

QVariant FixModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return section >= delay ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case time:
        return tr("Time");
    case verdict:
        return tr("Verdict");
    case delay:
        return tr("Delay");
    case offset:
        return tr("Offset");
    default:
        return {};
    }
}

} // namespace roundsman
