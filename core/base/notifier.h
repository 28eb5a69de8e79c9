#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace roundsman {

/// "Something is new": calls everyone who watches. Hooks run on the notifying thread and must return at once; a hook
/// must not let go of its own watch. After a watch is gone its hook is never called again. Any thread may call
/// anything.
class Notifier {
    struct Hooks {
        std::mutex mutex;
        std::map<std::size_t, std::function<void()>> byNumber;
        std::size_t next = 0;
    };

public:
    /// Keeps a hook; letting go of it takes the hook away. It may outlive the notifier.
    class Watch {
    public:
        Watch() = default;
        Watch(std::shared_ptr<Hooks> hooks, std::size_t number) : m_hooks(std::move(hooks)), m_number(number) {}
        Watch(Watch&& other) noexcept : m_hooks(std::move(other.m_hooks)), m_number(other.m_number) {}
        Watch& operator=(Watch&& other) noexcept {
            std::swap(m_hooks, other.m_hooks);
            std::swap(m_number, other.m_number);
            return *this;
        }
        ~Watch() {
            if (m_hooks) {
                const std::lock_guard lock(m_hooks->mutex);
                m_hooks->byNumber.erase(m_number);
            }
        }

    private:
        std::shared_ptr<Hooks> m_hooks;
        std::size_t m_number = 0;
    };

    [[nodiscard]] Watch watch(std::function<void()> hook) {
        const std::lock_guard lock(m_hooks->mutex);
        const std::size_t number = m_hooks->next++;
        m_hooks->byNumber.emplace(number, std::move(hook));
        return Watch(m_hooks, number);
    }

    void notify() {
        const std::lock_guard lock(m_hooks->mutex); // held while they run: "never called again" is worth it
        for (const auto& [number, hook] : m_hooks->byNumber) {
            hook();
        }
    }

    [[nodiscard]] std::size_t watchers() const {
        const std::lock_guard lock(m_hooks->mutex);
        return m_hooks->byNumber.size();
    }

private:
    std::shared_ptr<Hooks> m_hooks = std::make_shared<Hooks>();
};

} // namespace roundsman
