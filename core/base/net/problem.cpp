#include "core/base/net/problem.h"

#include "core/base/json_text.h"

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

HttpResponse passingProblem(unsigned status, std::string_view title, std::string_view detail, long seconds) {
    HttpResponse answer = problem(status, title, detail);
    answer.headers.emplace_back("Retry-After", std::to_string(seconds));
    return answer;
}

} // namespace roundsman
