#include "tests/support/process.h"

#include "tests/support/temp_folder.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace roundsman::tests {

namespace {

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

int exitStatusOf(int waited) {
    return WIFEXITED(waited) ? WEXITSTATUS(waited) : 128 + WTERMSIG(waited);
}

} // namespace

ProcessResult runToEnd(const std::vector<std::string>& words) {
    // Files, not pipes: a grandchild that keeps stdout open (a broker) must not hold us up.
    const TempFolder folder;
    const std::string out = folder / "out";
    const std::string err = folder / "err";
    posix_spawn_file_actions_t files{};
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);

    std::vector<char*> argv;
    for (const std::string& word : words) {
        argv.push_back(const_cast<char*>(word.c_str())); // posix_spawn writes nothing
    }
    argv.push_back(nullptr);
    pid_t pid = 0;
    const int refused = ::posix_spawnp(&pid, argv[0], &files, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (refused != 0) {
        return {};
    }
    int waited = 0;
    while (::waitpid(pid, &waited, 0) < 0 && errno == EINTR) {
    }
    return {.exitStatus = exitStatusOf(waited), .output = contentOf(out), .errors = contentOf(err)};
}

} // namespace roundsman::tests
