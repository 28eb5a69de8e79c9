#include "core/node/node_console.h"

#include "core/decode/privileged_act.h"
#include "core/node/command_route.h"
#include "core/node/history_questions.h"
#include "core/node/record_search.h"
#include "core/node/refusal.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace roundsman {
namespace {

constexpr std::size_t questionsMax = 64;
constexpr std::chrono::seconds recordWait{5};

/// Whether a span is one of the past: it begins and ends before what the lane remembers, newest first. Kept out of
/// line: inlined into a std::function's call, g++ 14 takes the vector inside the std::expected for uninitialized.
[[gnu::noinline]] bool isBefore(const std::vector<FixSeen>& newestFirst, EventTime from, EventTime to) {
    return newestFirst.empty() || (to < newestFirst.front().deviceTime && from < newestFirst.back().deviceTime);
}

class WatchSubscription final : public Subscription {
public:
    explicit WatchSubscription(Notifier::Watch watch) : m_watch(std::move(watch)) {}

private:
    Notifier::Watch m_watch;
};

/// One record, read by a reader of its own: the source's reader never goes back.
std::expected<std::string, Trouble> readRecord(EventLog& log, PartitionNo partition, Offset offset) {
    const std::string name =
        "record " + std::to_string(offset.value()) + " of partition " + std::to_string(partition.value());
    const auto kept = log.offsets(partition);
    if (!kept) {
        return no(kept.error().sentence);
    }
    if (offset < kept->low || offset >= kept->high) {
        return no(name +
                  (offset < kept->low ? " is no longer in the log: its retention is over" : " is not there yet"));
    }
    const ReadFrom from{partition, offset};
    const auto reader = log.read(std::span(&from, 1));
    if (!reader) {
        return no(reader.error().sentence);
    }
    const auto until = std::chrono::steady_clock::now() + recordWait;
    while (std::chrono::steady_clock::now() < until) {
        const auto batch = (*reader)->poll(Millis(100));
        if (!batch) {
            return no(batch.error().sentence);
        }
        const auto records = (*batch)->records();
        if (!records.empty()) {
            return records.front().offset == offset ? std::expected<std::string, Trouble>(records.front().value)
                                                    : no(name + " is a gap: a marker, or removed by compaction");
        }
    }
    return no(name + " did not come in time; try again");
}

} // namespace

NodeConsole::NodeConsole(Node& node, std::string actor)
    : m_node(node),
      m_actor(std::move(actor)),
      m_questions("console", questionsMax),
      m_pastQuestions("past", questionsMax),
      m_submissions("commands", questionsMax),
      m_worker(answering("console", m_questions)),
      m_pastWorker(answering("past", m_pastQuestions)),
      m_submitter(answering("commands", m_submissions)) {}

Worker NodeConsole::answering(const char* name, Questions& questions) {
    return {name,
            [&questions](const std::stop_token&) {
                while (const auto question = questions.pop()) {
                    (*question)();
                }
            },
            [&questions](const std::string&) {
                questions.abandon();
            }};
}

NodeConsole::~NodeConsole() {
    m_questions.close();
    m_pastQuestions.close();
    m_submissions.close();
}

std::unique_ptr<Subscription> NodeConsole::watchFrames(std::function<void()> changed) {
    return std::make_unique<WatchSubscription>(m_node.framesChanged().watch(std::move(changed)));
}

Picture NodeConsole::picture() const {
    Picture picture;
    if (const auto stages = m_node.pipeline()) {
        for (const auto& lane : stages->lanes()) {
            if (FramePtr frame = lane->frames().latest()) {
                picture.lanes.push_back(std::move(frame));
            }
        }
    }
    return picture;
}

NodeStatus NodeConsole::status() const {
    NodeStatus status = m_node.status();
    status.actor = m_actor;
    return status;
}

void NodeConsole::recentFixes(PartitionNo partition, RiderNo rider, Answer<std::vector<FixSeen>> answer) {
    const auto stages = m_node.pipeline();
    LaneWorker* const lane = stages ? stages->lane(partition) : nullptr;
    if (lane == nullptr) {
        answer(no("partition " + std::to_string(partition.value()) + " is not processed here now"));
        return;
    }
    const auto shared = std::make_shared<Answer<std::vector<FixSeen>>>(std::move(answer));
    const bool asked = lane->ask([shared, rider](const LaneStage* now) {
        (*shared)(now != nullptr ? std::expected<std::vector<FixSeen>, Trouble>(now->recentFixes(rider))
                                 : no("the lane has just stopped; ask again"));
    });
    if (!asked) {
        (*shared)(no("the lane is busy with other questions; ask again"));
    }
}

/// From the lane's memory; from history, when that was before anything the lane remembers.
void NodeConsole::trail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to,
                        Answer<std::vector<FixSeen>> answer) {
    recentFixes(partition, rider,
                [this, partition, rider, from, to,
                 answer = std::move(answer)](std::expected<std::vector<FixSeen>, Trouble> fixes) {
                    if (fixes && isBefore(*fixes, from, to)) {
                        pastTrail(partition, rider, from, to, answer);
                        return;
                    }
                    if (fixes) {
                        std::erase_if(*fixes, [&](const FixSeen& fix) {
                            const bool taken = fix.verdict == Verdict::accepted || fix.verdict == Verdict::late;
                            return !taken || fix.deviceTime < from || fix.deviceTime >= to;
                        });
                        std::ranges::stable_sort(*fixes, {}, &FixSeen::deviceTime);
                    }
                    answer(std::move(fixes));
                });
}

void NodeConsole::pastTrail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to,
                            const Answer<std::vector<FixSeen>>& answer) {
    ask<std::vector<FixSeen>>(
        m_pastQuestions, answer,
        [partition, rider, from, to](Pipeline& stages, const Answer<std::vector<FixSeen>>& reply) {
            if (stages.historyFolder().empty()) {
                reply(std::vector<FixSeen>{});
                return;
            }
            reply(HistoryQuestions{stages.historyFolder(), stages.logFolder()}.trail(partition, rider, from, to));
        });
}

template <typename T>
void NodeConsole::ask(Questions& thread, Answer<T> answer, std::function<void(Pipeline&, const Answer<T>&)> question) {
    const auto shared = std::make_shared<Answer<T>>(std::move(answer));
    std::function<void()> task = [this, shared, question = std::move(question)] {
        if (const auto stages = m_node.pipeline()) {
            question(*stages, *shared);
        } else {
            (*shared)(no("the node cannot be asked now: " + m_node.whyNotReady()));
        }
    };
    if (!thread.tryPush(task)) {
        (*shared)(no("too many questions wait already; ask again"));
    }
}

void NodeConsole::record(PartitionNo partition, Offset offset, Answer<std::string> answer) {
    ask<std::string>(m_questions, std::move(answer),
                     [partition, offset](Pipeline& stages, const Answer<std::string>& to) {
                         to(readRecord(stages.log(), partition, offset));
                     });
}

void NodeConsole::records(RecordsWanted wanted, Answer<RecordPage> answer) {
    ask<RecordPage>(m_questions, std::move(answer),
                    [wanted = std::move(wanted)](Pipeline& stages, const Answer<RecordPage>& to) {
                        to(searchRecords(stages.log(), wanted));
                    });
}

void NodeConsole::query(Query query, Answer<Table> answer) {
    ask<Table>(m_pastQuestions, std::move(answer),
               [query = std::move(query)](Pipeline& stages, const Answer<Table>& to) {
                   to(HistoryQuestions{stages.historyFolder(), stages.logFolder()}.answer(query));
               });
}

void NodeConsole::pictureAt(EventTime time, Answer<Picture> answer) {
    ask<Picture>(m_pastQuestions, std::move(answer), [time](Pipeline& stages, const Answer<Picture>& to) {
        to(HistoryQuestions{stages.historyFolder(), stages.logFolder()}.pictureAt(time));
    });
}

std::vector<std::string> NodeConsole::logLines() const {
    return m_node.lines().recent();
}

/// Says in the audit log what became of it, when it is answered.
Answer<DocumentRef> NodeConsole::noted(const std::string& commandJson, Answer<DocumentRef> answer) {
    auto act = privilegedActIn(commandJson);
    if (!act) {
        return answer;
    }
    return [&audit = m_node.audit(), who = m_actor, act = std::move(*act),
            answer = std::move(answer)](std::expected<DocumentRef, Trouble> result) {
        audit.write({.door = "console",
                     .role = "owner",
                     .who = who,
                     .act = act.type,
                     .thing = act.thing,
                     .id = act.id,
                     .refusal = result ? std::string_view() : std::string_view(result.error().sentence)});
        answer(std::move(result));
    };
}

void NodeConsole::submit(std::string commandJson, Answer<DocumentRef> answer) {
    answer = noted(commandJson, std::move(answer));
    const auto append = [this, command = std::move(commandJson)](Pipeline& stages, const Answer<DocumentRef>& to) {
        const auto routed = routeCommand(command, m_actor, stages.markets());
        if (!routed) {
            to(no(routed.error()));
            return;
        }
        const NewRecord record{
            .partition = routed->partition, .key = routed->key, .value = routed->document, .headers = {}};
        const auto taken = stages.writer().append(record, [to](const Appended& appended) {
            to(appended ? std::expected<DocumentRef, Trouble>(DocumentRef{.offset = *appended, .index = 0})
                        : no(appended.error().sentence));
        });
        if (!taken) {
            to(no(taken.error().sentence));
        }
    };
    ask<DocumentRef>(m_submissions, std::move(answer), append);
}

} // namespace roundsman
