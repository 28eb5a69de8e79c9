#include "core/decode/privileged_act.h"

#include "core/decode/document_decoder.h"

namespace roundsman {

std::optional<PrivilegedAct> privilegedActOf(const Event& event) {
    if (!isPrivileged(event.kind)) {
        return std::nullopt;
    }
    std::string_view thing = event.subject;
    for (const std::string_view named : {event.orderId, event.merchantId, event.riderId}) {
        thing = thing.empty() ? named : thing;
    }
    return PrivilegedAct{.type = std::string(event.type), .thing = std::string(thing), .id = std::string(event.id)};
}

std::optional<PrivilegedAct> privilegedActIn(std::string_view document) {
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    return decoder.decode(document, fix, event, why) == DecodedAs::event ? privilegedActOf(event) : std::nullopt;
}

} // namespace roundsman
