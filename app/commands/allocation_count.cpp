#include "app/commands/allocation_count.h"

#include <cstdlib>
#include <new>

namespace {
thread_local std::uint64_t allocations = 0;

void* counted(std::size_t bytes) {
    ++allocations;
    void* const memory = std::malloc(bytes == 0 ? 1 : bytes);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

void* countedAligned(std::size_t bytes, std::align_val_t alignment) {
    ++allocations;
    const auto size = static_cast<std::size_t>(alignment);
    void* const memory = std::aligned_alloc(size, (bytes + size - 1) / size * size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}
} // namespace

// The program's own operator new: one count more than the library's.
void* operator new(std::size_t bytes) {
    return counted(bytes);
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
    return countedAligned(bytes, alignment);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

namespace roundsman {

std::uint64_t allocationsOfThisThread() {
    return allocations;
}

} // namespace roundsman
