#include "ui/map/fence_editor.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"

#include <QUndoCommand>
#include <QUuid>

#include <utility>

namespace roundsman {

namespace {

constexpr std::size_t lookedAtWhileDrawing = 600; // corners; larger borders are looked through when they are sent
constexpr double circleFirstMetres = 0;

} // namespace

/// One step: the fence before and after it. Steps of the same kind that follow each other become one.
class FenceChangeStep : public QUndoCommand {
public:
    FenceChangeStep(FenceEditor& editor, Fence after, std::optional<CornerRef> selected, const QString& what, int merge)
        : QUndoCommand(what),
          m_editor(editor),
          m_before(editor.m_fence),
          m_after(std::move(after)),
          m_selectedBefore(editor.m_selected),
          m_selectedAfter(selected),
          m_merge(merge) {}

    void undo() override { m_editor.apply(m_before, m_selectedBefore); }
    void redo() override { m_editor.apply(m_after, m_selectedAfter); }
    [[nodiscard]] int id() const override { return m_merge; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = static_cast<const FenceChangeStep*>(other);
        m_after = next->m_after;
        m_selectedAfter = next->m_selectedAfter;
        return true;
    }

private:
    FenceEditor& m_editor;
    Fence m_before;
    Fence m_after;
    std::optional<CornerRef> m_selectedBefore;
    std::optional<CornerRef> m_selectedAfter;
    int m_merge;
};

FenceEditor::FenceEditor(FrameFeed& feed, CommandDesk& commands, QObject* parent)
    : QObject(parent), m_feed(feed), m_commands(commands) {
    connect(&m_commands, &CommandDesk::answered, this, &FenceEditor::take);
    connect(&m_commands, &CommandDesk::unanswered, this,
            [this](const QString& subject, const QString& sentence) { take(subject, false, sentence); });
}

void FenceEditor::begin(Mode mode, std::optional<MarketRef> market, Fence fence) {
    m_undo.clear();
    m_mode = mode;
    m_chosen = market;
    m_under.reset();
    m_fence = std::move(fence);
    m_selected.reset();
    m_trouble.reset();
    m_beforeDrag.reset();
    Q_EMIT changed();
}

void FenceEditor::draw(bool circle) {
    Fence fence;
    fence.id = "fence-" + QUuid::createUuid().toString(QUuid::Id128).left(12).toStdString();
    fence.name = (circle ? tr("New circle") : tr("New area")).toStdString();
    if (!circle) {
        fence.rings.emplace_back();
    }
    m_circle = circle;
    m_hasCentre = false;
    begin(Mode::drawing, std::nullopt, std::move(fence));
}

void FenceEditor::edit(PartitionNo partition, const Fence& fence) {
    m_circle = isCircle(fence);
    m_hasCentre = true;
    begin(Mode::editing, MarketRef{partition, fence.market}, fence);
}

void FenceEditor::drop() {
    begin(Mode::off, std::nullopt, {});
}

void FenceEditor::remove(PartitionNo partition, const Fence& fence) {
    m_commands.removeFence(partition, fence);
}

void FenceEditor::apply(const Fence& fence, std::optional<CornerRef> selected) {
    m_fence = fence;
    m_selected = selected;
    m_hasCentre = m_circle && m_fence.centre != GeoPoint{};
    const bool whole = m_circle ? m_fence.radiusMetres >= circleMetresMin : m_fence.rings[0].size() >= 3;
    if (m_mode == Mode::editing && isNew() && !whole) {
        m_mode = Mode::drawing; // undone to before it was whole
    }
    lookWhere();
    look();
    Q_EMIT changed();
}

void FenceEditor::push(Fence next, std::optional<CornerRef> selected, const QString& what, int merge) {
    if (m_mode != Mode::off && m_mode != Mode::waiting) {
        m_undo.push(new FenceChangeStep(*this, std::move(next), selected, what, merge));
    }
}

/// What can be seen while one draws: edges that cross.
void FenceEditor::look() {
    m_trouble.reset();
    if (m_mode == Mode::drawing || cornersOf(m_fence) > lookedAtWhileDrawing) {
        return;
    }
    m_trouble = troubleIn(m_fence);
}

/// Whose ground a new fence is on; one that is known stays where it is.
void FenceEditor::lookWhere() {
    if (isNew()) {
        m_under = marketUnder(m_feed.picture(), m_fence);
    }
}

void FenceEditor::chooseMarket(std::optional<MarketRef> market) {
    if (isNew() && m_mode != Mode::waiting && market != m_chosen) {
        m_chosen = market;
        look();
        Q_EMIT changed();
    }
}

void FenceEditor::place(GeoPoint at) {
    if (m_mode != Mode::drawing) {
        return;
    }
    Fence next = m_fence;
    if (!m_circle) {
        if (!next.rings[0].empty() && next.rings[0].back() == at) {
            return; // twice the same place: a double click's first half
        }
        next.rings[0].push_back(at);
        push(std::move(next), std::nullopt, tr("Corner"));
        return;
    }
    if (!m_hasCentre) {
        next.centre = at;
        next.radiusMetres = circleFirstMetres;
        push(std::move(next), std::nullopt, tr("Centre"));
        return;
    }
    moveCorner(next, {0, 1}, at);
    push(std::move(next), CornerRef{0, 1}, tr("Radius"));
    m_mode = Mode::editing;
    look();
    Q_EMIT changed();
}

bool FenceEditor::close() {
    if (m_mode != Mode::drawing) {
        return false;
    }
    const auto trouble = troubleIn(m_fence);
    const bool whole = m_circle ? m_fence.radiusMetres >= circleMetresMin : m_fence.rings[0].size() >= 3;
    if (!whole) {
        m_trouble = trouble;
        Q_EMIT changed();
        return false;
    }
    m_mode = Mode::editing;
    m_trouble = trouble;
    Q_EMIT changed();
    return true;
}

void FenceEditor::send() {
    if (m_mode == Mode::drawing && !close()) {
        return;
    }
    if (m_mode != Mode::editing) {
        return;
    }
    m_trouble = troubleIn(m_fence);
    if (!m_trouble && !market()) {
        m_trouble = FenceTrouble{cornerAt(m_fence, {}), tr("Its place does not tell whose it is: choose the market.")};
    }
    if (m_trouble) {
        Q_EMIT said(m_trouble->sentence);
    } else {
        m_mode = Mode::waiting;
        m_fence.market = market()->market;
        m_commands.changeFence(market()->partition, m_fence, fenceData(m_fence));
    }
    Q_EMIT changed();
}

void FenceEditor::take(const QString& subject, bool accepted, const QString& sentence) {
    if (m_mode != Mode::waiting || subject.toStdString() != m_fence.id) {
        return;
    }
    if (accepted) {
        drop();
        return;
    }
    m_mode = Mode::editing;
    const GeoPoint at = isCircle(m_fence) ? m_fence.centre : m_fence.rings.front().front();
    m_trouble = FenceTrouble{at, sentence};
    Q_EMIT said(sentence);
    Q_EMIT changed();
}

void FenceEditor::select(std::optional<CornerRef> corner) {
    if (m_selected != corner) {
        m_selected = corner;
        Q_EMIT changed();
    }
}

void FenceEditor::selectNext(int step) {
    if (m_mode == Mode::editing) {
        select(m_selected ? nextCorner(m_fence, *m_selected, step) : CornerRef{});
    }
}

void FenceEditor::beginDrag(CornerRef corner) {
    m_beforeDrag = m_fence;
    select(corner);
}

void FenceEditor::dragTo(GeoPoint place) {
    if (m_beforeDrag && m_selected && m_mode == Mode::editing) {
        moveCorner(m_fence, *m_selected, place);
        look();
        Q_EMIT changed();
    }
}

void FenceEditor::endDrag() {
    if (!m_beforeDrag) {
        return;
    }
    const Fence before = *std::exchange(m_beforeDrag, std::nullopt);
    if (before != m_fence) {
        Fence after = std::exchange(m_fence, before);
        push(std::move(after), m_selected, tr("Move corner"));
    }
}

void FenceEditor::moveSelected(GeoPoint to) {
    if (m_selected) {
        Fence next = m_fence;
        moveCorner(next, *m_selected, to);
        push(std::move(next), m_selected, tr("Move corner"));
    }
}

void FenceEditor::insertAfter(CornerRef corner, GeoPoint place) {
    if (!isCircle(m_fence)) {
        Fence next = m_fence;
        const CornerRef made = insertCorner(next, corner, place);
        push(std::move(next), made, tr("Insert corner"));
    }
}

void FenceEditor::insertAfterSelected() {
    if (m_selected && !isCircle(m_fence)) {
        insertAfter(*m_selected, middleAfter(m_fence, *m_selected));
    }
}

void FenceEditor::removeSelected() {
    if (!m_selected || m_mode != Mode::editing) {
        return;
    }
    Fence next = m_fence;
    const CornerRef at = *m_selected;
    if (!removeCorner(next, at)) {
        Q_EMIT said(isCircle(m_fence) ? tr("A circle has a centre and a radius, and no corners.")
                                      : tr("An area needs three corners or more."));
        return;
    }
    const std::size_t left = next.rings[at.ring].size();
    push(std::move(next), CornerRef{at.ring, at.corner % left}, tr("Remove corner"));
}

void FenceEditor::setName(const QString& name) {
    Fence next = m_fence;
    next.name = name.toStdString();
    if (next.name != m_fence.name) {
        push(std::move(next), m_selected, tr("Name"), static_cast<int>(Kind::name));
    }
}

void FenceEditor::setUse(FenceUse use) {
    if (use != m_fence.use) {
        Fence next = m_fence;
        next.use = use;
        push(std::move(next), m_selected, tr("Kind"));
    }
}

void FenceEditor::setRadius(double metres) {
    if (isCircle(m_fence) && metres != m_fence.radiusMetres) {
        Fence next = m_fence;
        next.radiusMetres = metres;
        push(std::move(next), m_selected, tr("Radius"), static_cast<int>(Kind::radius));
    }
}

void FenceEditor::setExitMargin(double metres) {
    if (metres != m_fence.exitMarginMetres) {
        Fence next = m_fence;
        next.exitMarginMetres = metres;
        push(std::move(next), m_selected, tr("Margin"), static_cast<int>(Kind::margin));
    }
}

void FenceEditor::setDwell(int minutes) {
    const Millis dwell = std::chrono::minutes(minutes);
    if (dwell != m_fence.dwellAfter) {
        Fence next = m_fence;
        next.dwellAfter = dwell;
        push(std::move(next), m_selected, tr("Stay"), static_cast<int>(Kind::dwell));
    }
}

void FenceEditor::setAlerts(bool on) {
    if (on != m_fence.alerts) {
        Fence next = m_fence;
        next.alerts = on;
        push(std::move(next), m_selected, tr("Alerts"));
    }
}

} // namespace roundsman
