#include "ui/panels/surge_why.h"

#include "core/model/cell.h"
#include "ui/bridge/frame_feed.h"
#include "ui/panels/facts.h"
#include "ui/panels/surge_limit_dialog.h"
#include "ui/support/shown_time.h"
#include "ui/workspaces/navigator.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <tuple>

namespace roundsman {

namespace {

QString surgeFigure(double value, int decimals = 2) {
    return QString::number(value, 'f', decimals);
}

} // namespace

QString surgeSentence(const SurgeRow& row) {
    switch (row.steps.reason) {
    case SurgeReason::thinDemand:
        return SurgeWhy::tr("Too little is asked for around here to build a figure on: it goes to 1.0.");
    case SurgeReason::noFreshInput:
        return SurgeWhy::tr("The market was not heard of lately: no data is not demand, so it goes to 1.0.");
    case SurgeReason::ridersSilent:
        return SurgeWhy::tr("Riders were here and none is heard now: silence is not scarcity, so it goes to 1.0.");
    case SurgeReason::curve:
        break;
    }
    return SurgeWhy::tr("%1 orders and customers for each idle rider around here.").arg(surgeFigure(row.steps.ratio));
}

QList<std::pair<QString, QString>> surgeSteps(const SurgeRow& row) {
    const SurgeInputs& in = row.inputs;
    const SurgeSteps& steps = row.steps;
    return {
        {SurgeWhy::tr("In this cell"), SurgeWhy::tr("%1 open orders, %2 customers looking, %3 idle riders")
                                           .arg(in.openOrders)
                                           .arg(in.customers)
                                           .arg(in.supply)},
        {SurgeWhy::tr("With neighbours"),
         SurgeWhy::tr("demand %1, supply %2").arg(surgeFigure(in.demandAround, 1), surgeFigure(in.supplyAround, 1))},
        {SurgeWhy::tr("Riders heard"), SurgeWhy::tr("%1 of %2").arg(in.heard).arg(in.known)},
        {SurgeWhy::tr("Ratio"), surgeFigure(steps.ratio)},
        {SurgeWhy::tr("Curve says"), surgeFigure(steps.target)},
        {SurgeWhy::tr("Smoothed"),
         SurgeWhy::tr("%1, from %2").arg(surgeFigure(steps.ema), surgeFigure(in.previousEma))},
        {SurgeWhy::tr("Slowed and capped"), surgeFigure(steps.value)},
        {SurgeWhy::tr("Applies"),
         steps.active ? SurgeWhy::tr("%1, shown as %2").arg(surgeFigure(steps.multiplier), surgeFigure(steps.shown, 1))
                      : SurgeWhy::tr("1.0: off")},
        {SurgeWhy::tr("Settings"), SurgeWhy::tr("version %1").arg(row.settingsVersion)},
    };
}

QStringList surgeLimitLines(const SurgeRow& row, const std::vector<SurgeLimit>& standing) {
    const SurgeInputs& in = row.inputs;
    const auto line = [&](const QString& what, DocumentRef document) {
        const auto limit = std::ranges::find(standing, document, &SurgeLimit::document);
        return limit == standing.end() ? what
                                       : SurgeWhy::tr("%1 by %2 until %3: %4")
                                             .arg(what, QString::fromStdString(limit->by), clockText(limit->until),
                                                  QString::fromStdString(limit->reason));
    };
    QStringList lines;
    if (in.capLimit > 0) {
        lines << line(SurgeWhy::tr("Capped at %1").arg(surgeFigure(in.capLimit, 1)), in.capDocument);
    }
    if (in.frozen) {
        lines << line(SurgeWhy::tr("Frozen at %1").arg(surgeFigure(row.steps.multiplier, 1)), in.freezeDocument);
    }
    return lines;
}

SurgeWhy::SurgeWhy(PartitionNo partition, const SurgeRow& row, FrameFeed& feed, CommandDesk& commands,
                   Navigator& navigator, QWidget* parent)
    : QDialog(parent, Qt::Popup) {
    setObjectName(QStringLiteral("why"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Why %1?").arg(surgeFigure(row.steps.shown, 1)));
    setFixedWidth(420);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    auto* title = new QLabel(tr("Why %1?").arg(surgeFigure(row.steps.shown, 1)));
    title->setProperty("role", QStringLiteral("title"));
    column->addWidget(title);
    auto* sentence = new QLabel(surgeSentence(row));
    sentence->setWordWrap(true);
    column->addWidget(sentence);
    const Frame* lane = laneOf(feed.picture(), partition);
    for (const QString& line : lane ? surgeLimitLines(row, listOf(lane->surgeLimits)) : QStringList()) {
        auto* limit = new QLabel(line);
        limit->setWordWrap(true);
        limit->setProperty("role", QStringLiteral("warning"));
        limit->setTextFormat(Qt::PlainText);
        column->addWidget(limit);
    }
    QStringList names;
    QStringList values;
    for (const auto& [name, value] : surgeSteps(row)) {
        names << name;
        values << value;
    }
    auto* facts = new Facts(tr("Step by step"), names);
    facts->setValues(values);
    column->addWidget(facts);
    // A window of them ends in the one whose time ended the minute: whoever doubts a figure looks at either end.
    const auto placeOf = [](DocumentRef document) {
        return QStringLiteral("%1/%2").arg(document.offset.value()).arg(document.index);
    };
    auto* made = new Facts(tr("Records it was made from"), {tr("First"), tr("Last")});
    made->setValues({placeOf(row.first), placeOf(row.last)});
    column->addWidget(made);
    auto* place =
        new QLabel(tr("Cell %1, minute of %2").arg(QString::fromStdString(toText(row.cell)), clockText(row.minute)));
    place->setProperty("role", QStringLiteral("muted"));
    place->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(place);
    auto* hold =
        new QPushButton(row.inputs.capLimit > 0 || row.inputs.frozen ? tr("Change the limit…") : tr("Hold it back…"));
    hold->setObjectName(QStringLiteral("holdBack"));
    connect(hold, &QPushButton::clicked, this,
            [this, place = SurgePlace{partition, row.market, "cell/" + toText(row.cell)}, &feed, &commands, parent] {
                accept();
                (new SurgeLimitDialog(feed, commands, place, parent))->open();
            });
    auto* buttons = new QHBoxLayout;
    for (const auto& [id, what, document] : {std::tuple(QStringLiteral("firstRecord"), tr("First record"), row.first),
                                             std::tuple(QStringLiteral("lastRecord"), tr("Last record"), row.last)}) {
        auto* record = new QPushButton(what);
        record->setObjectName(id);
        connect(record, &QPushButton::clicked, this,
                [this, at = RecordRef{partition, document.offset, document.index}, &navigator] {
                    accept();
                    navigator.openRecord(at);
                });
        buttons->addWidget(record);
    }
    buttons->addWidget(hold);
    buttons->addStretch();
    column->addLayout(buttons);
}

/// Esc closes it before it means anything to the window behind.
bool SurgeWhy::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QDialog::event(event);
}

} // namespace roundsman
