#pragma once

#include "core/model/ids.h"
#include "ui/map/fence_draft.h"
#include "ui/models/market_under.h"

#include <QObject>
#include <QUndoStack>

#include <optional>

namespace roundsman {

class CommandDesk;
class FrameFeed;

/// A fence on its way from the first click to the log's answer. Every change can be undone until it is sent; it stays
/// on the map, marked as waiting, until the log took it, or with the reason when it did not. A new one belongs to the
/// market it lies in, and follows its shape there, unless somebody chose another. GUI thread.
class FenceEditor : public QObject {
    Q_OBJECT

public:
    enum class Mode { off, drawing, editing, waiting };

    FenceEditor(FrameFeed& feed, CommandDesk& commands, QObject* parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] bool active() const { return m_mode != Mode::off; }
    [[nodiscard]] const Fence& fence() const { return m_fence; }
    [[nodiscard]] bool drawsCircle() const { return m_circle; }
    [[nodiscard]] bool hasCentre() const { return m_hasCentre; }
    [[nodiscard]] bool isNew() const { return m_fence.version == 0; }
    [[nodiscard]] std::optional<CornerRef> selected() const { return m_selected; }
    [[nodiscard]] const std::optional<FenceTrouble>& trouble() const { return m_trouble; }
    [[nodiscard]] QUndoStack& undo() { return m_undo; }
    /// The market it will be sent to; nothing: its place does not tell, and nobody chose.
    [[nodiscard]] std::optional<MarketRef> market() const { return m_chosen ? m_chosen : m_under; }
    /// What its place says, whatever was chosen.
    [[nodiscard]] std::optional<MarketRef> marketByPlace() const { return m_under; }
    [[nodiscard]] bool marketChosen() const { return m_chosen.has_value(); }
    /// Nothing: by its place again.
    void chooseMarket(std::optional<MarketRef> market);

    void draw(bool circle);
    void edit(PartitionNo partition, const Fence& fence);
    /// Forgets it all.
    void drop();
    /// Asks the log to remove a fence.
    void remove(PartitionNo partition, const Fence& fence);

    /// Drawing: the next corner, or a circle's centre and then its rim.
    void place(GeoPoint at);
    /// Drawing: it is whole. False, with the trouble told, when it is not.
    bool close();
    /// Sends it to the log.
    void send();

    void select(std::optional<CornerRef> corner);
    void selectNext(int step);
    /// One drag is one step to undo.
    void beginDrag(CornerRef corner);
    void dragTo(GeoPoint place);
    void endDrag();
    void moveSelected(GeoPoint to);
    void insertAfter(CornerRef corner, GeoPoint place);
    void insertAfterSelected();
    void removeSelected();
    void setName(const QString& name);
    void setUse(FenceUse use);
    void setRadius(double metres);
    void setExitMargin(double metres);
    void setDwell(int minutes);
    void setAlerts(bool on);

Q_SIGNALS:
    void changed();
    /// The log's answer, or why nothing was sent.
    void said(const QString& sentence);

private:
    friend class FenceChangeStep;
    enum class Kind { name, margin, dwell, radius };

    void apply(const Fence& fence, std::optional<CornerRef> selected);
    void push(Fence next, std::optional<CornerRef> selected, const QString& what, int merge = -1);
    void take(const QString& subject, bool accepted, const QString& sentence);
    void begin(Mode mode, std::optional<MarketRef> market, Fence fence);
    void look();
    void lookWhere();

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    QUndoStack m_undo;
    Mode m_mode = Mode::off;
    std::optional<MarketRef> m_under;
    std::optional<MarketRef> m_chosen; ///< by somebody; of a fence that is known already, its own
    Fence m_fence;
    bool m_circle = false;
    bool m_hasCentre = false;
    std::optional<CornerRef> m_selected;
    std::optional<FenceTrouble> m_trouble;
    std::optional<Fence> m_beforeDrag;
};

} // namespace roundsman
