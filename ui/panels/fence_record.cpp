#include "ui/panels/fence_record.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/trouble_words.h"
#include "ui/support/words.h"
#include "ui/workspaces/navigator.h"

#include <QCoreApplication>

#include <optional>

namespace roundsman {

namespace {

struct FenceWanted {
    FrameFeed& feed;
    Navigator& navigator;
    PartitionNo partition;
    std::string id;
    std::string name;
    std::uint32_t version = 0;
    QObject* context;
};

std::optional<RecordRef> recordIn(const Table& versions, const FenceWanted& wanted) {
    for (std::size_t row = 0; row < versions.rows.size(); ++row) {
        if (textOf(versions.at(row, "name")) == wanted.id && wholeOf(versions.at(row, "version")) == wanted.version &&
            wholeOf(versions.at(row, "partition")) == wanted.partition.value()) {
            return RecordRef{wanted.partition, Offset{wholeOf(versions.at(row, "offset"))},
                             static_cast<std::uint32_t>(wholeOf(versions.at(row, "document")))};
        }
    }
    return std::nullopt;
}

void askVersions(const FenceWanted& wanted, std::size_t after) {
    const Query versions{
        .kind = QueryKind::settings, .id = {}, .text = "fence", .bucket = {}, .timeZone = {}, .after = after};
    wanted.feed.api().query(versions, answerOn<Table>(wanted.context, [wanted, after](const auto& answer) {
                                if (!answer) {
                                    wanted.navigator.say(troubleText(answer.error().sentence));
                                } else if (const auto record = recordIn(*answer, wanted)) {
                                    wanted.navigator.openRecord(*record);
                                } else if (answer->more && !answer->rows.empty()) {
                                    askVersions(wanted, after + answer->rows.size());
                                } else {
                                    wanted.navigator.say(
                                        QCoreApplication::translate("roundsman", "History does not know what set %1.")
                                            .arg(named(wanted.name)));
                                }
                            }));
}

} // namespace

void openFenceRecord(FrameFeed& feed, Navigator& navigator, PartitionNo partition, const Fence& fence,
                     QObject* context) {
    askVersions(
        {feed, navigator, partition, fence.id, fence.name.empty() ? fence.id : fence.name, fence.version, context}, 0);
}

} // namespace roundsman
