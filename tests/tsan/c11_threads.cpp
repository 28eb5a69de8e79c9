// C11 threads by way of POSIX threads, for the thread sanitizer alone. librdkafka starts its threads by thrd_create and
// locks by mtx_lock; GCC's sanitizer watches only their pthread namesakes, and crashes in a thread whose beginning it
// did not see. A program that defines these functions itself stands before the C library, so that librdkafka's calls
// come here. Only what librdkafka calls is here.

#include <pthread.h>
#include <threads.h>

#include <cerrno>
#include <memory>

namespace {

static_assert(sizeof(mtx_t) >= sizeof(pthread_mutex_t) && alignof(mtx_t) >= alignof(pthread_mutex_t));
static_assert(sizeof(cnd_t) >= sizeof(pthread_cond_t) && alignof(cnd_t) >= alignof(pthread_cond_t));
static_assert(sizeof(thrd_t) == sizeof(pthread_t) && sizeof(once_flag) == sizeof(pthread_once_t));

pthread_mutex_t* posix(mtx_t* mutex) {
    return reinterpret_cast<pthread_mutex_t*>(mutex);
}

pthread_cond_t* posix(cnd_t* condition) {
    return reinterpret_cast<pthread_cond_t*>(condition);
}

int answerOf(int error) {
    switch (error) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ENOMEM:
    case EAGAIN:
        return thrd_nomem;
    case ETIMEDOUT:
        return thrd_timedout;
    default:
        return thrd_error;
    }
}

struct Beginning {
    thrd_start_t run;
    void* with;
};

void* begin(void* given) {
    const std::unique_ptr<Beginning> beginning(static_cast<Beginning*>(given));
    const int result = beginning->run(beginning->with);
    return reinterpret_cast<void*>(static_cast<long>(result));
}

} // namespace

extern "C" {

int thrd_create(thrd_t* thread, thrd_start_t run, void* with) {
    auto beginning = std::make_unique<Beginning>(Beginning{run, with});
    const int error = pthread_create(thread, nullptr, begin, beginning.get());
    if (error == 0) {
        static_cast<void>(beginning.release()); // the thread's own
    }
    return answerOf(error);
}

int thrd_join(thrd_t thread, int* result) {
    void* returned = nullptr;
    const int error = pthread_join(thread, &returned);
    if (result != nullptr) {
        *result = static_cast<int>(reinterpret_cast<long>(returned));
    }
    return answerOf(error);
}

int mtx_init(mtx_t* mutex, int type) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    const bool recursive = (static_cast<unsigned>(type) & static_cast<unsigned>(mtx_recursive)) != 0;
    pthread_mutexattr_settype(&attributes, recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
    const int error = pthread_mutex_init(posix(mutex), &attributes);
    pthread_mutexattr_destroy(&attributes);
    return answerOf(error);
}

int mtx_lock(mtx_t* mutex) {
    return answerOf(pthread_mutex_lock(posix(mutex)));
}

int mtx_unlock(mtx_t* mutex) {
    return answerOf(pthread_mutex_unlock(posix(mutex)));
}

void mtx_destroy(mtx_t* mutex) {
    pthread_mutex_destroy(posix(mutex));
}

int cnd_init(cnd_t* condition) {
    return answerOf(pthread_cond_init(posix(condition), nullptr));
}

int cnd_signal(cnd_t* condition) {
    return answerOf(pthread_cond_signal(posix(condition)));
}

int cnd_broadcast(cnd_t* condition) {
    return answerOf(pthread_cond_broadcast(posix(condition)));
}

int cnd_wait(cnd_t* condition, mtx_t* mutex) {
    return answerOf(pthread_cond_wait(posix(condition), posix(mutex)));
}

int cnd_timedwait(cnd_t* condition, mtx_t* mutex, const struct timespec* until) {
    return answerOf(pthread_cond_timedwait(posix(condition), posix(mutex), until));
}

void cnd_destroy(cnd_t* condition) {
    pthread_cond_destroy(posix(condition));
}

void call_once(once_flag* flag, void (*run)()) {
    pthread_once(reinterpret_cast<pthread_once_t*>(flag), run);
}

} // extern "C"
