#pragma once

#include "ui/models/order_rows.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace roundsman {

class CommandDesk;
class FrameFeed;

/// Somebody else takes care of the order.
bool isAnothers(const OrderView& order, const CommandDesk& commands);

/// Does `then` at once when the order is nobody's or mine. Another's is taken over first, when people say so and the
/// log agrees; else nothing happens.
void takeOverFirst(FrameFeed& feed, CommandDesk& commands, OrderRef order, QWidget& parent,
                   const std::function<void()>& then);

/// Asks for a line of text and sends it as a note.
void askForNote(FrameFeed& feed, CommandDesk& commands, OrderRef order, QWidget& parent);

/// Who takes care of an order, and a place to write something down: the head of its page. GUI thread.
class OrderKeeping : public QWidget {
    Q_OBJECT

public:
    OrderKeeping(FrameFeed& feed, CommandDesk& commands, QWidget* parent = nullptr);

    /// `market` serves for orders that are closed and no longer in the picture.
    void show(const QString& orderId, const QString& market);
    [[nodiscard]] QPushButton* claimButton() const { return m_claim; }
    [[nodiscard]] QPushButton* releaseButton() const { return m_release; }
    [[nodiscard]] QLineEdit* noteField() const { return m_note; }
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    /// The log took something of this order: whoever shows its timeline asks again.
    void changed();

private:
    void refresh();
    void claim();
    void release();
    void sendNote();
    void take(const QString& subject, bool accepted);
    [[nodiscard]] std::optional<OrderRef> find() const;

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    QString m_id;
    QString m_market;
    QLabel* m_words = nullptr;
    QPushButton* m_claim = nullptr;
    QPushButton* m_release = nullptr;
    QLineEdit* m_note = nullptr;
    QPushButton* m_add = nullptr;
    bool m_noteSent = false;
};

} // namespace roundsman
