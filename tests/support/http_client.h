#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace roundsman::tests {

/// A blocking connection of its own, made of bare sockets: what the listener is tested against shares no code with it.
class HttpClient {
public:
    /// An unconnected client when nobody listens there. `from`: which of this machine's addresses it comes from.
    explicit HttpClient(std::uint16_t port, const std::string& from = "127.0.0.1");
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    [[nodiscard]] bool connected() const { return m_socket >= 0; }
    void send(std::string_view bytes) const;
    /// Nothing more is sent: half of the connection is closed.
    void endSending() const;
    /// Reads one answer (status line, header, body by Content-Length); empty when the other end closed.
    std::string receive(bool withBody = true);
    /// What has come and was not asked for yet, at least one byte; empty when the other end closed.
    std::string receiveSome();
    /// Waits until the other end closes; what came meanwhile.
    std::string receiveAll();

private:
    bool more();

    int m_socket = -1;
    std::string m_bytes;
};

struct HttpAnswer {
    int status = 0; ///< 0: nobody answered
    std::string header;
    std::string body;
};

HttpAnswer httpGet(std::uint16_t port, const std::string& path);

/// The value of one line of Prometheus text, such as `roundsman_updates_total{partition="0"}`; NaN: not there.
double metricValue(const std::string& text, const std::string& series);
/// The sum over all label sets of a name.
double metricSum(const std::string& text, const std::string& name);

} // namespace roundsman::tests
