#include "core/gateway/problem.h"

#include "core/base/json_text.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace roundsman {

HttpResponse problem(unsigned status, std::string_view title, std::string_view detail) {
    std::string json = R"({"title":)";
    appendJsonString(json, title);
    json += R"(,"status":)" + std::to_string(status);
    if (!detail.empty()) {
        json += R"(,"detail":)";
        appendJsonString(json, detail);
    }
    return {.status = status, .contentType = "application/problem+json", .body = json + "}\n"};
}

HttpResponse tooFastProblem(std::string_view who, const TooFast& over) {
    const std::string_view of = over.what == "bytes" ? " sends too many bytes a second" : " sends too much a second";
    HttpResponse answer = problem(429, std::string(who) + std::string(of), "nothing of this request was accepted");
    answer.headers.emplace_back("Retry-After", std::to_string(std::max<long>(1, std::lround(std::ceil(over.seconds)))));
    return answer;
}

} // namespace roundsman
