#include "ui/panels/order_keeping.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/support/shown_time.h"
#include "ui/support/words.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace roundsman {

namespace {

constexpr int noteCharactersMax = 500; // four bytes each at most: never more than the log takes

} // namespace

bool isAnothers(const OrderView& order, const CommandDesk& commands) {
    return !order.claimedBy.empty() && words(order.claimedBy) != commands.me();
}

void takeOverFirst(FrameFeed& feed, CommandDesk& commands, OrderRef order, QWidget& parent,
                   const std::function<void()>& then) {
    const OrderView* seen = orderOf(feed.picture(), order);
    if (!seen || !isAnothers(*seen, commands)) {
        then();
        return;
    }
    const QString keeper = words(seen->claimedBy);
    const QString id = words(seen->id);
    auto* question =
        new QMessageBox(QMessageBox::Question, OrderKeeping::tr("Take over %1?").arg(id),
                        OrderKeeping::tr("%1 takes care of %2 since %3.").arg(keeper, id, clockText(seen->claimedAt)),
                        QMessageBox::Cancel, &parent);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(OrderKeeping::tr("If you take it over, both of you see it."));
    QPushButton* yes = question->addButton(OrderKeeping::tr("Take over"), QMessageBox::AcceptRole);
    question->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(yes, &QPushButton::clicked, &parent, [&commands, order, keeper, id, then, &parent] {
        auto* once = new QObject(&parent);
        const auto end = [once, id](const QString& subject) {
            const bool mine = subject == id;
            if (mine) {
                once->deleteLater();
                once->disconnect();
            }
            return mine;
        };
        QObject::connect(&commands, &CommandDesk::answered, once, [end, then](const QString& subject, bool accepted) {
            if (end(subject) && accepted) {
                then();
            }
        });
        // What was meant to follow may not be meant any more when the answer comes late.
        QObject::connect(&commands, &CommandDesk::unanswered, once, end);
        commands.claim(order, keeper);
    });
    question->open();
}

void askForNote(FrameFeed& feed, CommandDesk& commands, OrderRef order, QWidget& parent) {
    const Frame* lane = laneOf(feed.picture(), order.partition);
    const OrderView* seen = lane ? orderOf(*lane, order.order) : nullptr;
    if (!seen) {
        return;
    }
    auto* dialog = new QInputDialog(&parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(OrderKeeping::tr("Note on %1").arg(named(seen->id)));
    dialog->setLabelText(OrderKeeping::tr("Everybody who opens the order reads it:"));
    dialog->setOkButtonText(OrderKeeping::tr("Add note"));
    dialog->resize(420, dialog->sizeHint().height());
    QObject::connect(dialog, &QInputDialog::textValueSelected, &parent,
                     [&commands, market = marketName(*lane, seen->market), id = words(seen->id)](const QString& text) {
                         if (!text.trimmed().isEmpty()) {
                             commands.note(market, id, text.trimmed().left(noteCharactersMax));
                         }
                     });
    dialog->open();
}

OrderKeeping::OrderKeeping(FrameFeed& feed, CommandDesk& commands, QWidget* parent)
    : QWidget(parent),
      m_feed(feed),
      m_commands(commands),
      m_words(new QLabel),
      m_claim(new QPushButton),
      m_release(new QPushButton(tr("Let go"))),
      m_note(new QLineEdit),
      m_add(new QPushButton(tr("Add note"))) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_words->setProperty("role", QStringLiteral("muted"));
    m_note->setPlaceholderText(tr("Write a note for whoever opens it next"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setMaxLength(noteCharactersMax);
    m_claim->setToolTip(tr("Others see that you have it"));
    row->addWidget(m_words);
    row->addWidget(m_claim);
    row->addWidget(m_release);
    row->addWidget(m_note, 1);
    row->addWidget(m_add);
    connect(m_claim, &QPushButton::clicked, this, &OrderKeeping::claim);
    connect(m_release, &QPushButton::clicked, this, &OrderKeeping::release);
    connect(m_add, &QPushButton::clicked, this, &OrderKeeping::sendNote);
    connect(m_note, &QLineEdit::returnPressed, this, &OrderKeeping::sendNote);
    connect(m_note, &QLineEdit::textChanged, this, &OrderKeeping::refresh);
    connect(&m_feed, &FrameFeed::pictureChanged, this, &OrderKeeping::refresh);
    connect(&m_commands, &CommandDesk::answered, this, &OrderKeeping::take);
    refresh();
}

void OrderKeeping::show(const QString& orderId, const QString& market) {
    if (m_id != orderId) {
        m_note->clear();
    }
    m_id = orderId;
    m_market = market;
    refresh();
}

QString OrderKeeping::text() const {
    return m_words->text();
}

std::optional<OrderRef> OrderKeeping::find() const {
    const std::string id = m_id.toStdString();
    for (const FramePtr& lane : m_feed.picture().lanes) {
        for (const OrderView& order : listOf(lane->openOrders)) {
            if (order.id == id) {
                return OrderRef{lane->partition, order.order};
            }
        }
    }
    return std::nullopt;
}

void OrderKeeping::refresh() {
    if (!isVisible() && !m_words->text().isEmpty()) {
        return; // pictures come many times a second
    }
    const auto ref = find();
    const OrderView* order = ref ? orderOf(m_feed.picture(), *ref) : nullptr;
    const bool pending = m_commands.isPending(m_id);
    const bool another = order && isAnothers(*order, m_commands);
    const bool mine = order && !order->claimedBy.empty() && !another;
    m_words->setText(!order ? tr("Closed")
                     : another
                         ? tr("%1 takes care of it since %2").arg(named(order->claimedBy), clockText(order->claimedAt))
                     : mine ? tr("You take care of it since %1").arg(clockText(order->claimedAt))
                            : tr("Nobody takes care of it"));
    m_claim->setText(another ? tr("Take over…") : tr("Take care of it"));
    m_claim->setVisible(order && !mine);
    m_release->setVisible(mine);
    m_claim->setEnabled(!pending);
    m_release->setEnabled(!pending);
    m_add->setEnabled(!pending && !m_id.isEmpty() && !m_note->text().trimmed().isEmpty());
}

void OrderKeeping::claim() {
    const auto ref = find();
    const OrderView* order = ref ? orderOf(m_feed.picture(), *ref) : nullptr;
    if (order && isAnothers(*order, m_commands)) {
        takeOverFirst(m_feed, m_commands, *ref, *this, [] {});
    } else if (order) {
        m_commands.claim(*ref);
    }
    refresh();
}

void OrderKeeping::release() {
    if (const auto ref = find()) {
        m_commands.release(*ref);
        refresh();
    }
}

/// What was typed stays until the log has it.
void OrderKeeping::sendNote() {
    if (m_add->isEnabled()) {
        m_noteSent = true;
        m_commands.note(m_market, m_id, m_note->text().trimmed());
        refresh();
    }
}

void OrderKeeping::take(const QString& subject, bool accepted) {
    if (subject != m_id) {
        return;
    }
    const bool ofNote = std::exchange(m_noteSent, false);
    if (accepted) {
        if (ofNote) {
            m_note->clear();
        }
        Q_EMIT changed();
    }
    refresh();
}

} // namespace roundsman
