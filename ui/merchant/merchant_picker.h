#pragma once

#include <QComboBox>

namespace roundsman {

class FrameFeed;

/// Restaurants by name: typed at, a part of the name or the id is enough. GUI thread.
class MerchantPicker : public QComboBox {
    Q_OBJECT

public:
    explicit MerchantPicker(FrameFeed& feed, QWidget* parent = nullptr);

    /// Looks whether there are new ones, or new names.
    void refresh();
    void showMerchant(const QString& merchantId);

Q_SIGNALS:
    void chosen(const QString& merchantId);

protected:
    void focusOutEvent(QFocusEvent* event) override;

private:
    void take(int row);
    void takeTyped();

    FrameFeed& m_feed;
    QString m_shown;
    quint64 m_known = 0; ///< a mark of the names that are listed
};

} // namespace roundsman
