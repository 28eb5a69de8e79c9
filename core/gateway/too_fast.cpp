#include "core/gateway/too_fast.h"

#include "core/base/net/problem.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace roundsman {

HttpResponse tooFastProblem(std::string_view who, const TooFast& over) {
    const std::string_view of = over.what == "bytes" ? " sends too many bytes a second" : " sends too much a second";
    return passingProblem(429, std::string(who) + std::string(of), "nothing of this request was accepted",
                          std::max<long>(1, std::lround(std::ceil(over.seconds))));
}

} // namespace roundsman
