// roundsman zones import: areas out of GeoJSON, as the documents that make them zones, fences or borders of a market.
#include "app/command_line.h"
#include "app/commands/commands.h"
#include "core/base/json_text.h"
#include "core/decode/document_decoder.h"
#include "core/decode/fence_document.h"
#include "core/model/polyline.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <format>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {
namespace {

struct ZonesImport {
    std::string file;
    std::string property = "name";
    std::string market;
    std::string use = "zone";
    std::string since;
    std::string out = "-";
    std::vector<std::string> except;
};

void appendDegrees(std::string& text, std::int32_t degreesE7) {
    std::string digits = std::format("{:.7f}", degreesE7 / 1e7);
    digits.erase(digits.find_last_not_of('0') + 1);
    text += digits.ends_with('.') ? digits + '0' : digits;
}

std::string inQuotes(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

std::string geometryOf(const Fence& zone) {
    std::string text = R"("geometry":{"type":"Polygon","coordinates":[)";
    for (std::size_t ring = 0; ring < zone.rings.size(); ++ring) {
        text += ring == 0 ? "[" : ",[";
        for (std::size_t i = 0; i < zone.rings[ring].size(); ++i) {
            text += i == 0 ? "[" : ",[";
            appendDegrees(text, zone.rings[ring][i].longitudeE7());
            text += ',';
            appendDegrees(text, zone.rings[ring][i].latitudeE7());
            text += ']';
        }
        text += ']';
    }
    return text + "]}";
}

std::string polylinesOf(const Fence& zone) {
    std::string text = R"("polyline7":[)";
    for (std::size_t ring = 0; ring < zone.rings.size(); ++ring) {
        text += (ring == 0 ? "" : ",") + inQuotes(toPolyline7(zone.rings[ring]));
    }
    return text + "]";
}

/// All rings side by side: inside is what an odd number of them holds.
std::string documentOf(const Fence& zone, const ZonesImport& question, const std::string& shape) {
    const std::string time = question.since.empty() ? std::string{} : "\"time\":" + inQuotes(question.since) + ",";
    return std::format(
        R"({{"type":"fence.changed","id":{},{}"subject":{},"market":{},"data":{{"name":{},"use":{},{}}}}})",
        inQuotes("import/" + question.market + "/" + zone.id + "/" + question.since), time, inQuotes(zone.id),
        inQuotes(question.market), inQuotes(zone.name), inQuotes(question.use), shape);
}

std::expected<std::string, std::string> documentsOf(const ZonesImport& question) {
    std::ifstream file(question.file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) {
        return std::unexpected("cannot read " + question.file);
    }
    const auto zones = zonesFromGeoJson(bytes, question.property);
    if (!zones) {
        return std::unexpected(question.file + ": " + zones.error());
    }
    std::string text;
    for (const Fence& zone : *zones) {
        if (std::ranges::contains(question.except, zone.id)) {
            continue;
        }
        std::string document = documentOf(zone, question, geometryOf(zone));
        if (document.size() > documentBytesMax) { // people can read the other one
            document = documentOf(zone, question, polylinesOf(zone));
        }
        if (document.size() > documentBytesMax) {
            return std::unexpected(std::format("{}: \"{}\" has too many corners for a document of {} KiB: simplify "
                                               "it, or leave it out with --except",
                                               question.file, zone.id, documentBytesMax / 1024));
        }
        text += document + '\n';
    }
    return text;
}

bool written(const std::string& text, const std::string& where) {
    if (where == "-") {
        return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    }
    std::ofstream file(where, std::ios::binary);
    file << text;
    file.close();
    return file.good();
}

int importZones(const ZonesImport& question) {
    if (!question.since.empty() && !parseRfc3339(question.since)) {
        fail("--at is a moment such as 2026-11-21T09:00:00Z");
        return exitUsage;
    }
    const auto documents = documentsOf(question);
    if (!documents) {
        return fail(documents.error());
    }
    return written(*documents, question.out) ? exitOk : fail("cannot write " + question.out);
}

} // namespace

void addZonesCommands(CommandLine& line) {
    CLI::App& zones = line.group("zones", "Areas with names: what `query zones` counts in.");
    const auto question = std::make_shared<ZonesImport>();
    CLI::App& command =
        line.add(zones, "import", "Turns the polygons of a GeoJSON file into documents for the log, one a line.",
                 "roundsman zones import wards.geojson --name-property KGISWardName --market south "
                 "--out zones.jsonl",
                 [question] { return importZones(*question); });
    command.add_option("FILE", question->file, "GeoJSON: a FeatureCollection of polygons")->required();
    command.add_option("--name-property", question->property, "The property that names an area");
    command.add_option("--market", question->market, "The market whose areas they are")->required();
    command.add_option("--use", question->use, "What they are for")->check(CLI::IsMember({"zone", "fence", "border"}));
    command.add_option("--at", question->since, "Since when; without: since they reach the log");
    command.add_option("--except", question->except, "Names of areas to leave out");
    command.add_option("--out", question->out, "Where the documents go; - is the standard output");
}

} // namespace roundsman
