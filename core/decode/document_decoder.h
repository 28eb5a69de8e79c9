#pragma once

#include "core/decode/field_starts.h"
#include "core/decode/json_scanner.h"
#include "core/model/event.h"
#include "core/model/fix.h"
#include "core/model/verdict.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace roundsman {

inline constexpr std::size_t documentBytesMax = 64 * 1024;

/// Why a document cannot be taken, for people too: which field, what to do.
struct Refusal {
    Reason reason = Reason::none;
    std::string_view hint; ///< a constant text, or the name of a field in the document
};

enum class DecodedAs : std::uint8_t { fix, event, refused };

/// One JSON document -> a fix or an event (DESIGN section 4), by one strict pass. Field aliases are accepted; the last
/// of repeated fields counts. A document is checked to its end before anything of it is used. No market's settings are
/// needed: numbers that are no degrees are handed on as they are.
class DocumentDecoder {
public:
    DocumentDecoder() : m_arena(documentBytesMax + 64) {}

    /// Fills `fix` or `event`; their texts live as long as the bytes and until the next call.
    DecodedAs decode(std::string_view document, Fix& fix, Event& event, Refusal& why);

    /// True when texts of the last document live in here, because they were escaped: the next call ends them.
    [[nodiscard]] bool keepsTexts() const { return m_arena.used(); }

private:
    struct Draft;
    bool readTop(JsonScanner& in, Draft& draft, Fix& fix);
    void readField(Field field, std::string_view name, const JsonValue& value, Draft& draft, Fix& fix);
    void readNested(std::string_view object, Draft& draft, Fix& fix, int level);
    DecodedAs finishFix(const Draft& draft, Fix& fix, Refusal& why);
    DecodedAs finishEvent(std::string_view document, const Draft& draft, Event& event, Refusal& why);
    DecodedAs refuse(std::string_view document, const JsonScanner& in, Refusal& why);

    TextArena m_arena;
    FieldStarts m_starts;
};

/// True when the bytes are one JSON text and nothing else: valid UTF-8, RFC 8259, at most 64 levels deep.
bool isJson(std::string_view bytes);

/// Reads `data` of an event into its fields; gives the name of a field that has a wrong value, or an empty text.
std::string_view readEventData(std::string_view object, TextArena& arena, Event& event);

/// Ids that `data` leaves out stand in the subject.
void idsFromSubject(Event& event);
/// The name of what this type cannot do without and has not, or an empty text.
std::string_view missingField(const Event& event);

/// Sets kind, step and command from the type's text; false: nobody knows it.
bool setEventKind(std::string_view type, Event& event);

} // namespace roundsman
