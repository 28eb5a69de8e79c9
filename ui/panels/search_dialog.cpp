#include "ui/panels/search_dialog.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/answer_columns.h"
#include "ui/models/order_risk.h"
#include "ui/support/shown_time.h"
#include "ui/support/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/record_link.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QSet>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace roundsman {

namespace {

constexpr QLatin1StringView orderLink("roundsman:order/");

/// What a hit means, where it is no rider and no place.
struct OrderHit {
    QString id;
};
struct MerchantHit {
    QString id;
};
struct CommandHit {
    qsizetype number = 0; ///< in the list of commands
};

constexpr int hitsOfAKind = 6;
constexpr int restMillis = 150;
constexpr qsizetype askedFrom = 2; ///< letters
constexpr int whatRole = Qt::UserRole;
constexpr int meaningRole = Qt::UserRole + 1;

/// Title on the left, what it is on the right in a quieter colour.
class HitDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {100, 36}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -14, 0), Qt::AlignVCenter | Qt::AlignRight,
                          index.data(whatRole).toString());
        painter->restore();
    }
};

} // namespace

SearchDialog::SearchDialog(FrameFeed& feed, const Gazetteer& places, QList<PaletteCommand> commands, const Tones& tones,
                           QWidget* parent)
    : QDialog(parent, Qt::Popup),
      m_feed(feed),
      m_places(places),
      m_commands(std::move(commands)),
      m_tones(tones),
      m_field(new QLineEdit),
      m_results(new QListWidget) {
    setObjectName(QStringLiteral("search"));
    setWindowTitle(tr("Search"));
    setFixedSize(560, 430);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    m_field->setPlaceholderText(tr("Rider, order, merchant, street or command"));
    m_field->setAccessibleName(tr("Search"));
    m_field->installEventFilter(this);
    m_results->setAccessibleName(tr("Search results"));
    m_results->setItemDelegate(new HitDelegate(m_results));
    m_results->setFocusPolicy(Qt::NoFocus);
    m_results->setIconSize({16, 16});
    column->addWidget(m_field);
    column->addWidget(m_results, 1);
    auto* help = new QLabel(tr("↑ ↓ choose    Enter go there    Esc close"));
    help->setProperty("role", QStringLiteral("muted"));
    column->addWidget(help);
    connect(m_field, &QLineEdit::textChanged, this, &SearchDialog::search);
    m_typing.setSingleShot(true);
    m_typing.setInterval(restMillis);
    connect(&m_typing, &QTimer::timeout, this, &SearchDialog::askForClosedOrders);
    connect(m_results, &QListWidget::itemClicked, this, &SearchDialog::choose);
    search({});
    m_field->setFocus();
}

bool SearchDialog::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // closes this, and does not clear the selection behind it
        return true;
    }
    return QDialog::event(event);
}

bool SearchDialog::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int rows = m_results->count();
    if ((key == Qt::Key_Down || key == Qt::Key_Up) && rows > 0) {
        const int step = key == Qt::Key_Down ? 1 : rows - 1;
        m_results->setCurrentRow((m_results->currentRow() + step) % rows);
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        choose(m_results->currentItem());
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void SearchDialog::search(const QString& text) {
    m_results->clear();
    QString wanted = text.trimmed();
    const bool isLink = wanted.startsWith(orderLink);
    wanted = isLink ? wanted.mid(orderLink.size()) : wanted;
    if (const auto record = recordLinkFrom(wanted); record && m_feed.api().scope().merchant.empty()) {
        add(glyphIcon(Glyph::list),
            tr("Partition %1, offset %2").arg(record->partition.value()).arg(record->offset.value()), tr("Record"),
            QVariant::fromValue(*record));
    } else if (const auto moment = timeLinkFrom(wanted)) {
        add(glyphIcon(Glyph::list), fullMomentText(moment->time), tr("Time"), QVariant::fromValue(*moment));
    } else if (isLink) { // copied from an order's page: it may be closed long since
        add(glyphIcon(Glyph::list), wanted, tr("Order"), QVariant::fromValue(OrderHit{wanted}));
    } else if (!wanted.isEmpty()) {
        addRiders(wanted);
        addOrders(wanted);
        addMerchants(wanted);
        addPlaces(wanted);
    }
    addCommands(wanted);
    m_typing.stop();
    if (wanted.size() >= askedFrom && !isLink) {
        m_typing.start();
    }
    if (m_results->count() == 0) {
        add({}, tr("Nothing is called “%1”").arg(wanted), {}, {});
        m_results->item(0)->setFlags(Qt::NoItemFlags);
    }
    m_results->setCurrentRow(0);
}

void SearchDialog::addRiders(const QString& text) {
    const Picture& fleet = m_feed.picture();
    const std::string wanted = text.toLower().toStdString();
    std::vector<RiderRef> hits;
    // An exact name first, then names that contain the text.
    if (const auto exact = findRider(fleet, text)) {
        hits.push_back(*exact);
    }
    for (const FramePtr& lane : fleet.lanes) {
        const std::size_t known = lane->riderIds ? std::min(lane->riderIds->size(), lane->riders.size()) : 0;
        for (std::size_t n = 0; n < known && hits.size() < hitsOfAKind; ++n) {
            const RiderRef ref{lane->partition, RiderNo{static_cast<std::uint32_t>(n)}};
            if (containsWord((*lane->riderIds)[n], wanted) && (hits.empty() || hits.front() != ref)) {
                hits.push_back(ref);
            }
        }
    }
    for (const RiderRef ref : hits) {
        const RiderDot* dot = dotOf(fleet, ref);
        add(markIcon(dot->status, dot->staleness, m_tones), riderId(fleet, ref),
            tr("Rider · %1").arg(statusName(dot->status)), QVariant::fromValue(ref));
    }
}

void SearchDialog::addOrders(const QString& text) {
    const std::string wanted = text.toLower().toStdString();
    std::size_t hits = 0;
    for (const FramePtr& lane : m_feed.picture().lanes) {
        for (const OrderView& order : listOf(lane->openOrders)) {
            if (hits < hitsOfAKind && containsWord(order.id, wanted)) {
                const QString id = QString::fromStdString(order.id);
                add(glyphIcon(Glyph::list), id, tr("Order · %1").arg(stepName(order.last)),
                    QVariant::fromValue(OrderHit{id}));
                ++hits;
            }
        }
    }
}

void SearchDialog::addMerchants(const QString& text) {
    std::size_t hits = 0;
    for (const FramePtr& lane : m_feed.picture().lanes) {
        for (const MerchantView& merchant : listOf(lane->merchants)) {
            const QString name = QString::fromStdString(merchant.name);
            const QString id = QString::fromStdString(merchant.id);
            if (hits < hitsOfAKind &&
                (name.contains(text, Qt::CaseInsensitive) || id.compare(text, Qt::CaseInsensitive) == 0)) {
                add(glyphIcon(Glyph::layers), name.isEmpty() ? id : name, tr("Merchant"),
                    QVariant::fromValue(MerchantHit{id}));
                ++hits;
            }
        }
    }
}

void SearchDialog::addPlaces(const QString& text) {
    const auto addKind = [&](NamedPlace::Kind kind, Glyph glyph, const QString& what) {
        int hits = 0;
        for (qsizetype n = 0; n < static_cast<qsizetype>(m_places.size()) && hits < hitsOfAKind; ++n) {
            const NamedPlace& place = m_places[static_cast<std::size_t>(n)];
            if (place.kind == kind && place.name.contains(text, Qt::CaseInsensitive)) {
                add(glyphIcon(glyph), place.name, what, QVariant::fromValue(n));
                ++hits;
            }
        }
    };
    addKind(NamedPlace::Kind::district, Glyph::district, tr("District"));
    addKind(NamedPlace::Kind::street, Glyph::street, tr("Street"));
}

void SearchDialog::addCommands(const QString& text) {
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype n = 0; n < m_commands.size(); ++n) {
        const PaletteCommand& command = m_commands[n];
        QString name = command.action->text();
        name.remove(u'&').remove(QStringLiteral("…"));
        const QString all = name + u' ' + command.where;
        const bool fits =
            std::ranges::all_of(words, [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
        if (!command.action->isEnabled() || !command.action->isVisible() || !fits) {
            continue;
        }
        QStringList what{command.where, command.action->shortcut().toString(QKeySequence::NativeText)};
        what.removeAll(QString());
        add(glyphIcon(Glyph::command), name, what.isEmpty() ? tr("Command") : what.join(QStringLiteral(" · ")),
            QVariant::fromValue(CommandHit{n}));
    }
}

/// Open orders are in the picture; those of other days are asked for, and come after everything that was there at once.
void SearchDialog::askForClosedOrders() {
    const QString wanted = m_field->text().trimmed();
    m_feed.api().query({.kind = QueryKind::orders,
                        .id = {},
                        .text = wanted.toStdString(),
                        .bucket = {},
                        .timeZone = {},
                        .limit = hitsOfAKind},
                       answerOn<Table>(this, [this, wanted](const auto& answer) {
                           if (answer && wanted == m_field->text().trimmed()) {
                               addClosedOrders(wanted, *answer);
                           }
                       }));
}

void SearchDialog::addClosedOrders(const QString& text, const Table& found) {
    QSet<QString> shown;
    for (int row = 0; row < m_results->count(); ++row) {
        const QVariant meaning = m_results->item(row)->data(meaningRole);
        if (meaning.canConvert<OrderHit>()) {
            shown << meaning.value<OrderHit>().id;
        }
    }
    for (std::size_t row = 0; row < found.rows.size(); ++row) {
        const QString id = QString::fromStdString(textOf(found.at(row, "order")));
        if (id.isEmpty() || shown.contains(id) || !id.contains(text, Qt::CaseInsensitive)) {
            continue;
        }
        if (m_results->count() == 1 && m_results->item(0)->flags() == Qt::NoItemFlags) {
            m_results->clear(); // "nothing is called that" was too early
        }
        add(glyphIcon(Glyph::list), id, tr("Order · %1").arg(momentText(timeOf(found.at(row, "placed")))),
            QVariant::fromValue(OrderHit{id}));
    }
    if (m_results->currentRow() < 0) {
        m_results->setCurrentRow(0);
    }
}

void SearchDialog::add(const QIcon& icon, const QString& title, const QString& what, const QVariant& meaning) {
    auto* item = new QListWidgetItem(icon, title, m_results);
    item->setData(whatRole, what);
    item->setData(meaningRole, meaning);
}

void SearchDialog::choose(QListWidgetItem* item) {
    if (!item || !item->data(meaningRole).isValid()) {
        return;
    }
    const QVariant meaning = item->data(meaningRole);
    accept();
    if (meaning.canConvert<RiderRef>()) {
        Q_EMIT riderChosen(meaning.value<RiderRef>());
    } else if (meaning.canConvert<OrderHit>()) {
        Q_EMIT orderChosen(meaning.value<OrderHit>().id);
    } else if (meaning.canConvert<MerchantHit>()) {
        Q_EMIT merchantChosen(meaning.value<MerchantHit>().id);
    } else if (meaning.canConvert<TimeLink>()) {
        Q_EMIT timeChosen(meaning.value<TimeLink>());
    } else if (meaning.canConvert<RecordRef>()) {
        Q_EMIT recordChosen(meaning.value<RecordRef>());
    } else if (meaning.canConvert<CommandHit>()) {
        const PaletteCommand command = m_commands[meaning.value<CommandHit>().number];
        Q_EMIT commandChosen(command.action, command.workspace);
    } else {
        Q_EMIT placeChosen(m_places[static_cast<std::size_t>(meaning.value<qsizetype>())]);
    }
}

} // namespace roundsman
