#pragma once

#include "tests/support/temp_folder.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roundsman::tests {

/// A real Kafka broker of this test's own: a free port on loopback, a folder of its own, gone with this object.
/// When none can be had, the constructor throws std::runtime_error with a line that says what to do: the test fails and
/// is never skipped. Used by one thread.
class KafkaBroker {
public:
    struct Settings {
        bool sasl = false;              ///< clients log in: admin/admin-secret may do all, guest/guest-secret nothing
        std::vector<std::string> extra; ///< broker settings, NAME=VALUE
        bool tls = false;               ///< clients speak TLS and trust authority()
    };

    KafkaBroker();
    explicit KafkaBroker(Settings settings);
    ~KafkaBroker();
    KafkaBroker(const KafkaBroker&) = delete;
    KafkaBroker& operator=(const KafkaBroker&) = delete;

    /// host:port, the same over restarts.
    [[nodiscard]] const std::string& address() const { return m_address; }

    /// The file of the authority that signed the certificate of a broker with TLS.
    [[nodiscard]] std::string authority() const { return m_folder / "ca.pem"; }

    void createTopic(const std::string& name, std::int32_t partitions);
    void deleteTopic(const std::string& name);

    void kill9();   ///< as when its machine loses power; returns when the process is gone
    void stop();    ///< orderly
    void restart(); ///< starts it again with its data and address, after kill9 or stop; a running one is stopped first

private:
    std::string run(std::vector<std::string> words) const;
    void start();

    Settings m_settings;
    TempFolder m_folder;
    std::string m_address;
};

} // namespace roundsman::tests
