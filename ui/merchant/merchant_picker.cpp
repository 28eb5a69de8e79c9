#include "ui/merchant/merchant_picker.h"

#include "ui/bridge/frame_feed.h"
#include "ui/models/rider_ref.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFocusEvent>
#include <QLineEdit>

#include <algorithm>
#include <functional>
#include <vector>

namespace roundsman {

namespace {

constexpr int listedChars = 60; ///< names may have hundreds

struct Listed {
    QString name;
    QString id;
};

std::vector<Listed> listOfMerchants(const Picture& picture) {
    std::vector<Listed> listed;
    for (const FramePtr& lane : picture.lanes) {
        for (const MerchantView& merchant : listOf(lane->merchants)) {
            if (!merchant.id.empty()) {
                const QString id = QString::fromStdString(merchant.id);
                const QString name = merchant.name.empty() ? id : QString::fromStdString(merchant.name).simplified();
                listed.push_back({name, id});
            }
        }
    }
    std::ranges::sort(listed, [](const Listed& a, const Listed& b) {
        const int order = QString::localeAwareCompare(a.name, b.name);
        return order != 0 ? order < 0 : a.id < b.id;
    });
    return listed;
}

quint64 markOf(const Picture& picture) {
    quint64 mark = 0;
    for (const FramePtr& lane : picture.lanes) {
        for (const MerchantView& merchant : listOf(lane->merchants)) {
            mark = mark * 31 + std::hash<std::string>{}(merchant.id) * 7 + std::hash<std::string>{}(merchant.name);
        }
    }
    return mark;
}

} // namespace

MerchantPicker::MerchantPicker(FrameFeed& feed, QWidget* parent) : QComboBox(parent), m_feed(feed) {
    setObjectName(QStringLiteral("merchantPicker"));
    setEditable(true);
    setInsertPolicy(NoInsert);
    setAccessibleName(tr("Restaurant"));
    setToolTip(tr("Choose a restaurant: type a part of its name"));
    setMinimumContentsLength(22);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMaxVisibleItems(18);
    lineEdit()->setPlaceholderText(tr("Find a restaurant"));
    lineEdit()->setAccessibleName(tr("Find a restaurant"));
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    connect(this, &QComboBox::activated, this, &MerchantPicker::take);
    connect(lineEdit(), &QLineEdit::returnPressed, this, &MerchantPicker::takeTyped);
    refresh();
}

void MerchantPicker::refresh() {
    const quint64 mark = markOf(m_feed.picture());
    if (mark == m_known || lineEdit()->isModified() || view()->isVisible()) {
        return; // nothing new, or somebody is choosing
    }
    m_known = mark;
    const QSignalBlocker quiet(this);
    clear();
    for (const Listed& merchant : listOfMerchants(m_feed.picture())) {
        const QString name =
            merchant.name.size() > listedChars ? merchant.name.left(listedChars) + u'…' : merchant.name;
        addItem(QStringLiteral("%1  ·  %2").arg(name, merchant.id), merchant.id);
    }
    showMerchant(m_shown);
}

void MerchantPicker::showMerchant(const QString& merchantId) {
    m_shown = merchantId;
    const int row = findData(merchantId);
    setCurrentIndex(row);
    if (row < 0) {
        setEditText(QString());
    }
    lineEdit()->setModified(false);
    lineEdit()->setCursorPosition(0);
}

void MerchantPicker::take(int row) {
    const QString id = itemData(row).toString();
    if (!id.isEmpty()) {
        showMerchant(id);
        Q_EMIT chosen(id);
    }
}

/// Enter takes the first that fits what was typed.
void MerchantPicker::takeTyped() {
    const QString typed = lineEdit()->text().trimmed();
    int row = findText(typed, Qt::MatchFixedString);
    row = row < 0 ? findText(typed, Qt::MatchContains) : row;
    row >= 0 && !typed.isEmpty() ? take(row) : showMerchant(m_shown);
}

void MerchantPicker::focusOutEvent(QFocusEvent* event) {
    QComboBox::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) {
        showMerchant(m_shown);
    }
}

} // namespace roundsman
