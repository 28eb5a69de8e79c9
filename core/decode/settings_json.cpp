#include "core/decode/settings_json.h"

#include "core/base/json_text.h"
#include "core/decode/document_decoder.h"
#include "core/decode/field_values.h"
#include "core/decode/settings_ranges.h"
#include "core/model/calendar.h"
#include "core/model/settings_fields.h"

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <limits>
#include <optional>
#include <utility>

namespace roundsman {
namespace {

// JSON -> a member. False: the value has the wrong kind, or is out of range.

bool read(const JsonValue& value, TextArena&, bool& out) {
    out = value.boolean;
    return value.kind == JsonKind::boolean;
}
bool read(const JsonValue& value, TextArena&, std::string& out) {
    out = value.text;
    return value.kind == JsonKind::string;
}
bool read(const JsonValue& value, TextArena&, double& out) {
    out = value.kind == JsonKind::number ? toDouble(value.number, value.text) : 0;
    return value.kind == JsonKind::number && std::isfinite(out) && out >= 0;
}
template <std::integral Int>
bool read(const JsonValue& value, TextArena&, Int& out) {
    std::optional<std::int64_t> whole;
    if (value.kind != JsonKind::number || !asWhole(value, whole) || !std::in_range<Int>(*whole)) {
        return false;
    }
    out = static_cast<Int>(*whole);
    return true;
}
bool read(const JsonValue& value, TextArena& arena, Millis& out) {
    std::int64_t millis = 0;
    constexpr std::int64_t longest = 400LL * 24 * 3600 * 1000;
    const bool good = read(value, arena, millis) && millis >= 0 && millis <= longest;
    out = Millis{millis};
    return good;
}
bool read(const JsonValue& value, TextArena&, Coordinates& out) {
    out = value.text == "web-mercator" ? Coordinates::webMercatorMetres : Coordinates::degrees;
    return value.kind == JsonKind::string && (value.text == "web-mercator" || value.text == "degrees");
}

bool read(const JsonValue& value, TextArena& arena, std::array<double, 3>& out) {
    JsonScanner in(value.text, arena);
    JsonValue item;
    std::size_t count = 0;
    bool good = value.kind == JsonKind::array && in.enterArray();
    while (good && in.nextElement() && in.value(item)) {
        good = count < out.size() && read(item, arena, out[count]);
        ++count;
    }
    return good && count == out.size();
}

bool read(const JsonValue& value, TextArena& arena, CurvePoint& out) {
    JsonScanner in(value.text, arena);
    JsonValue item;
    std::array<double, 2> pair{};
    std::size_t count = 0;
    bool good = value.kind == JsonKind::array && in.enterArray();
    while (good && in.nextElement() && in.value(item)) {
        good = count < pair.size() && read(item, arena, pair[count]);
        ++count;
    }
    out = {pair[0], pair[1]};
    return good && count == pair.size();
}

bool read(const JsonValue& value, TextArena& arena, std::vector<CurvePoint>& out) {
    JsonScanner in(value.text, arena);
    JsonValue item;
    out.clear();
    bool good = value.kind == JsonKind::array && in.enterArray();
    while (good && in.nextElement() && in.value(item)) {
        good =
            read(item, arena, out.emplace_back()) && (out.size() < 2 || out[out.size() - 2].ratio < out.back().ratio);
    }
    return good && !out.empty();
}

/// Reads one settings.changed; remembers the first thing that is wrong.
class Change {
public:
    Change(LaneSettings& settings, TextArena& arena) : m_settings(settings), m_arena(arena) {}

    void readObject(std::string_view object, const std::string& path) {
        JsonScanner in(object, m_arena);
        in.enterObject();
        std::string_view name;
        JsonValue value;
        while (m_wrong.empty() && in.nextField(name) && in.value(value)) {
            const std::string full = path.empty() ? std::string(name) : path + '.' + std::string(name);
            if (full == "markets" && value.kind == JsonKind::object) {
                readMarkets(value.text);
            } else if (value.kind == JsonKind::object && path.empty()) {
                readObject(value.text, full);
            } else if (full == "version") {
                m_versionGiven = true;
                note(full, read(value, m_arena, m_settings.version));
            } else {
                readField(full, value);
            }
        }
    }
    [[nodiscard]] const std::string& wrong() const { return m_wrong; }
    [[nodiscard]] bool versionGiven() const { return m_versionGiven; }

private:
    void readField(const std::string& name, const JsonValue& value) {
        bool known = false;
        visitSettings(m_settings, [&](std::string_view field, auto& member) {
            if (field == name) {
                known = true;
                note(name, read(value, m_arena, member));
            }
        });
        if (!known) {
            m_wrong = name + ": no such setting";
        }
    }
    void readMarkets(std::string_view object) {
        JsonScanner in(object, m_arena);
        in.enterObject();
        std::string_view market;
        JsonValue value;
        while (m_wrong.empty() && in.nextField(market) && in.value(value)) {
            if (value.kind == JsonKind::null) {
                m_settings.markets.erase(std::string(market));
            } else if (value.kind == JsonKind::object) {
                readMarket(std::string(market), value.text);
            } else {
                note("markets." + std::string(market), false);
            }
        }
    }
    void readMarket(const std::string& market, std::string_view object) {
        JsonScanner in(object, m_arena);
        in.enterObject();
        std::string_view name;
        JsonValue value;
        MarketSettings& settings = m_settings.markets[market];
        while (m_wrong.empty() && in.nextField(name) && in.value(value)) {
            bool known = false;
            visitMarketSettings(settings, [&](std::string_view field, auto& member) {
                if (field == name) {
                    known = true;
                    note("markets." + market + '.' + std::string(name), read(value, m_arena, member));
                }
            });
            if (!known) {
                m_wrong = "markets." + market + '.' + std::string(name) + ": no such setting";
            }
        }
    }
    void note(const std::string& name, bool good) {
        if (!good && m_wrong.empty()) {
            m_wrong = name + ": not a value for it";
        }
    }

    LaneSettings& m_settings;
    TextArena& m_arena;
    std::string m_wrong;
    bool m_versionGiven = false;
};

// A member -> JSON.

std::string jsonText(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

std::string write(bool value) {
    return value ? "true" : "false";
}
std::string write(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}
template <std::integral Int>
std::string write(Int value) {
    return std::to_string(value);
}
std::string write(Millis value) {
    return std::to_string(value.count());
}
std::string write(const std::string& value) {
    return jsonText(value);
}
std::string write(Coordinates value) {
    return value == Coordinates::degrees ? "\"degrees\"" : "\"web-mercator\"";
}
std::string write(const std::array<double, 3>& values) {
    return '[' + write(values[0]) + ',' + write(values[1]) + ',' + write(values[2]) + ']';
}
std::string write(const std::vector<CurvePoint>& curve) {
    std::string text;
    for (const CurvePoint& point : curve) {
        text += (text.empty() ? "[" : ",[") + write(point.ratio) + ',' + write(point.multiplier) + ']';
    }
    return '[' + text + ']';
}

void addField(std::string& text, std::string_view name, const std::string& value) {
    if (text.back() != '{') {
        text += ',';
    }
    text += jsonText(name) + ':' + value;
}

} // namespace

namespace {

std::unexpected<SettingsRefusal> refused(std::string sentence, Reason reason = Reason::invalidField) {
    return std::unexpected(SettingsRefusal{reason, std::move(sentence)});
}

/// What each value by itself allows and all together do not; empty: they are good.
std::string contradictionIn(const LaneSettings& s) {
    const std::pair<bool, std::string_view> rules[]{
        {s.cellResolution >= 0 && s.cellResolution <= 15, "cellResolution: 0 to 15"},
        {s.admit.sequenceWindow <= 1024, "admit.sequenceWindow: at most 1024"},
        {s.staleness.ageingAfter <= s.staleness.staleAfter && s.staleness.staleAfter <= s.staleness.lostAfter,
         "staleness: ageingAfterMs, staleAfterMs and lostAfterMs ascend"},
        {s.surge.emaAlpha <= 1, "surge.emaAlpha: 0 to 1"},
        {s.surge.cap >= 1, "surge.cap: at least 1"},
        {s.fences.confirmations >= 1 && s.fences.confirmations <= 3, "fences.confirmations: 1 to 3, of three fixes"},
    };
    for (const auto& [good, sentence] : rules) {
        if (!good) {
            return std::string(sentence);
        }
    }
    for (const auto& [name, market] : s.markets) {
        if (market.businessDayStart >= std::chrono::hours(24)) {
            return "markets." + name + ".businessDayStartMs: below 24 hours";
        }
        if (const auto calendar = Calendar::of(market.timeZone, market.businessDayStart); !calendar) {
            return "markets." + name + ".timeZone: " + calendar.error();
        }
    }
    return {};
}

/// `versionGiven` tells whether the document named one.
std::expected<LaneSettings, SettingsRefusal> readSettings(LaneSettings settings, std::string_view json,
                                                          bool& versionGiven) {
    if (json.size() > documentBytesMax || !isJson(json) || json.find_first_not_of(" \t\r\n") != json.find('{')) {
        return refused("settings are one JSON object of at most 64 KiB");
    }
    TextArena arena(json.size() + 64);
    Change change(settings, arena);
    change.readObject(json, {});
    versionGiven = change.versionGiven();
    if (!change.wrong().empty()) {
        return refused(change.wrong());
    }
    std::string wrong = contradictionIn(settings);
    wrong = wrong.empty() ? wrongIn(settings) : wrong;
    if (!wrong.empty()) {
        return refused(std::move(wrong));
    }
    return settings;
}

} // namespace

std::expected<LaneSettings, SettingsRefusal> changedSettings(const LaneSettings& settings, std::string_view json) {
    bool versionGiven = false;
    auto changed = readSettings(settings, json, versionGiven);
    if (!changed) {
        return changed;
    }
    if (versionGiven && changed->version <= settings.version) {
        return refused("version: " + std::to_string(settings.version) + " is in force already",
                       Reason::conflictingVersion);
    }
    changed->version += versionGiven ? 0 : 1;
    return changed;
}

std::expected<LaneSettings, SettingsRefusal> settingsFromJson(std::string_view json) {
    bool versionGiven = false;
    return readSettings(LaneSettings{}, json, versionGiven);
}

std::string settingsToJson(const LaneSettings& settings) {
    LaneSettings s = settings;
    std::string text = "{";
    addField(text, "version", std::to_string(s.version));
    std::string group;
    visitSettings(s, [&](std::string_view name, const auto& member) {
        const std::size_t dot = name.find('.');
        const std::string_view its = dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
        if (its != group) {
            text += group.empty() ? "" : "}";
            group = its;
            if (!its.empty()) {
                addField(text, its, "{");
            }
        }
        addField(text, dot == std::string_view::npos ? name : name.substr(dot + 1), write(member));
    });
    text += group.empty() ? "" : "}";
    addField(text, "markets", "{");
    for (auto& [name, market] : s.markets) {
        addField(text, name, "{");
        visitMarketSettings(market,
                            [&](std::string_view field, const auto& member) { addField(text, field, write(member)); });
        text += '}';
    }
    return text + "}}";
}

} // namespace roundsman
