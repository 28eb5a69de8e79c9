#include "tests/support/tls_client.h"

#include "core/base/net/tls.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace roundsman::tests {

std::string tlsExchange(std::uint16_t port, const std::filesystem::path& trusted, const std::string& bytes,
                        const std::function<void()>& whenSent) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string all;
    if (descriptor >= 0 && ::connect(descriptor, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) {
        const auto context = TlsContext::forClient(trusted).value();
        TlsStream stream(*context, descriptor, "localhost");
        std::string_view rest = bytes;
        while (!rest.empty()) {
            const auto put = stream.write(rest);
            if (put.state != TlsStream::State::done) {
                break;
            }
            rest.remove_prefix(put.bytes);
        }
        if (whenSent) {
            stream.shutdown();
            ::shutdown(descriptor, SHUT_WR);
            whenSent();
        }
        std::array<char, 16384> buffer{};
        while (rest.empty()) {
            const auto got = stream.read(buffer);
            if (got.state != TlsStream::State::done) {
                break;
            }
            all.append(buffer.data(), got.bytes);
        }
    }
    ::close(descriptor);
    return all;
}

} // namespace roundsman::tests
