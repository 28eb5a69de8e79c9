#pragma once

#include "core/api/console_api.h"
#include "core/base/audit_log.h"
#include "core/gateway/access.h"

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace roundsman {

/// The console's verbs for a restaurant: what stands behind answers, or says no, to exactly what core/gateway/access.h
/// allows a merchant. Pictures hold his orders, his riders from the assignment to the hand-over, his own figures;
/// nothing else is in them, so that no view has to hide anything. Threads as those of the console behind it.
class ScopedConsole final : public ConsoleApi {
public:
    /// `behind` and `audit` outlive it. What it lets pass is noted by who takes it. REQUIRES: `who` is a merchant.
    ScopedConsole(ConsoleApi& behind, Identity who, AuditLog& audit);

    [[nodiscard]] ConsoleScope scope() const override { return {m_who.merchant}; }
    std::unique_ptr<Subscription> watchFrames(std::function<void()> changed) override;
    [[nodiscard]] Picture picture() const override;
    [[nodiscard]] NodeStatus status() const override;
    void recentFixes(PartitionNo partition, RiderNo rider, Answer<std::vector<FixSeen>> answer) override;
    void trail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to,
               Answer<std::vector<FixSeen>> answer) override;
    void record(PartitionNo partition, Offset offset, Answer<std::string> answer) override;
    void records(RecordsWanted wanted, Answer<RecordPage> answer) override;
    void query(Query query, Answer<Table> answer) override;
    void pictureAt(EventTime time, Answer<Picture> answer) override;
    [[nodiscard]] std::vector<std::string> logLines() const override { return {}; }
    void submit(std::string commandJson, Answer<DocumentRef> answer) override;

private:
    /// What of a lane was looked at last: its picture is made once, however often it is asked for.
    struct Lane {
        FramePtr seen;
        FramePtr shown;
        std::shared_ptr<const Directory> names; ///< of his riders; nothing for the others
        std::set<std::uint32_t> named;
    };

    [[nodiscard]] FramePtr shownOf(const FramePtr& frame) const;
    [[nodiscard]] std::shared_ptr<const std::vector<OrderView>> ordersOf(const Frame& frame, MerchantNo merchant) const;
    void showRiders(const Frame& frame, Frame& shown, Lane& lane) const;
    [[nodiscard]] bool servesNow(PartitionNo partition, RiderNo rider) const;
    void noteRefused(const std::string& commandJson, std::string_view why);
    [[nodiscard]] std::string refusalOf(const std::string& commandJson) const;

    ConsoleApi& m_behind;
    const Identity m_who;
    AuditLog& m_audit;
    mutable std::mutex m_mutex;
    mutable std::map<PartitionNo, Lane> m_lanes; ///< guarded by m_mutex
    mutable std::set<std::string> m_sent;        ///< ids of his commands; guarded by m_mutex
};

} // namespace roundsman
