#include "tests/support/seed_client.h"

#include "tests/support/temp_folder.h"

#include <fstream>
#include <stdexcept>

namespace roundsman::tests {
namespace {

const std::string root = ROUNDSMAN_SOURCE_DIR;

std::string modules() {
    ProcessResult fetched = runToEnd({root + "/packaging/dev/kafkajs", "fetch"});
    if (fetched.exitStatus != 0) {
        throw std::runtime_error("no kafkajs for this test: " + fetched.errors +
                                 "(packaging/check --without-kafka leaves these tests out)");
    }
    while (fetched.output.ends_with('\n')) {
        fetched.output.pop_back();
    }
    return fetched.output;
}

} // namespace

ProcessResult runSeedClient(const std::string& program, const std::vector<std::string>& words,
                            const std::string& input) {
    const TempFolder folder;
    const std::string file = folder / "input";
    std::ofstream(file) << input;
    std::vector<std::string> all{"sh",
                                 "-c",
                                 R"(in=$1; shift; NODE_PATH=$1; shift; export NODE_PATH; exec node "$@" < "$in")",
                                 "sh",
                                 file,
                                 modules(),
                                 root + "/tests/tools/kafkajs/" + program};
    all.insert(all.end(), words.begin(), words.end());
    return runToEnd(all);
}

} // namespace roundsman::tests
