#pragma once

#include "core/api/console_api.h"

#include <QFrame>
#include <QStringList>
#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace roundsman {

class FrameFeed;

/// The line above everything that says what is going on when something is wrong: the node is lost, the log does not
/// answer, the disk is full, the picture is old. It comes by itself and goes by itself; what is told once stays until
/// it is closed. GUI thread.
class NoticeBar : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(FrameFeed& feed, QWidget* parent = nullptr);

    /// Tells it once, until somebody closes it. Trouble of the node comes before it.
    void tell(const QString& sentence);
    [[nodiscard]] QString text() const;
    /// Whether there is a place that tells more of the node's trouble.
    void setHasDetails(bool has) { m_hasDetails = has; }

Q_SIGNALS:
    /// Somebody wants to see more of it.
    void detailsAsked();

private:
    void refresh();
    void dismiss();
    [[nodiscard]] QString toldWords() const;

    FrameFeed& m_feed;
    QTimer m_timer;
    QStringList m_told; ///< the newest first
    bool m_hasDetails = true;
    QLabel* m_sign;
    QLabel* m_words;
    QPushButton* m_details;
    QToolButton* m_close;
};

/// What people must know about the node, one sentence or two; empty: all is well. Kept apart so that it can be tested.
QString troubleOf(const NodeStatus& status, const Picture& picture);

} // namespace roundsman
