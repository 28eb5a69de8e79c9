#include "core/base/check.h"
#include "core/decode/record_splitter.h"
#include "core/gateway/document_intake.h"

#include <cstdint>
#include <string>
#include <string_view>

using namespace roundsman;

namespace {

struct NoLog final : IngestLog {
    [[nodiscard]] std::string whyAway() const override { return {}; }
    [[nodiscard]] std::optional<PartitionNo> partitionOf(std::string_view) const override { return PartitionNo{0}; }
    std::expected<void, LogError> append(const NewRecord&, std::function<void(Appended)>) override { return {}; }
};
struct NoOwners final : OrderOwners {
    [[nodiscard]] OrderOwner ownerOf(std::string_view) const override { return {.merchant = "m-1", .market = "south"}; }
};
struct NoQuarantine final : Quarantine {
    [[nodiscard]] bool holds(const DocumentRef&, std::string_view bytes) const override {
        return bytes.size() % 2 == 0;
    }
};

Identity someone(Role role) {
    return {.role = role, .subject = "r-1", .markets = {"south"}, .merchant = "m-1", .order = "o-1", .credential = "t"};
}

void takeAs(Role role, std::string_view body) {
    static const NoLog log;
    static const NoOwners owners;
    static const NoQuarantine quarantine;
    static const SystemClock clock;
    static AuditLog audit(
        clock, [](std::string_view line) { check(line.find('\n') + 1 == line.size(), "an act is one line"); });
    static DocumentIntake intake(log, owners, quarantine, audit);
    static DocumentDecoder decoder;
    const Identity who = someone(role);
    RecordSplitter documents(body);
    std::string_view document;
    for (std::uint64_t n = 1; documents.next(document); ++n) {
        const SenderDefaults defaults{.rider = role == Role::rider ? who.subject : std::string_view{},
                                      .market = "south",
                                      .session = "s",
                                      .sequence = role == Role::rider ? n : 0,
                                      .eventId = "e"};
        const auto taken = intake.take(document, {.who = who, .door = "events", .address = "::1"}, defaults);
        if (!taken) {
            check(!taken.error().reason.empty(), "a refusal has a reason");
            continue;
        }
        check(!taken->bytes.contains('\n'), "a document is one line");
        Fix fix;
        Event event;
        Refusal why;
        const std::string bytes(taken->bytes);
        const DecodedAs what = decoder.decode(bytes, fix, event, why);
        check(what == (taken->isFix ? DecodedAs::fix : DecodedAs::event) ||
                  (what == DecodedAs::refused && why.reason == Reason::tooLarge),
              "what is stamped is still what it was");
        if (what == DecodedAs::fix && role == Role::rider) {
            check(fix.rider == "r-1" && fix.market == "south" && fix.sequence, "a rider moves only himself");
        }
        if (what == DecodedAs::event && isPrivileged(event.kind)) {
            check(event.actor == std::string(toText(role)) + ":r-1", "the node says who asks");
        }
    }
}

} // namespace

/// Bodies of POST /v1/events and messages of /v1/riders, for each role.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    for (std::size_t role = 0; role < roleCount; ++role) {
        takeAs(static_cast<Role>(role), body);
    }
    return 0;
}
