#pragma once

#include "core/api/console_api.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <memory>
#include <utility>

namespace roundsman {

/// Runs `work` with the answer on the thread of `context`; never, when `context` is gone by then.
template <typename T, typename Work>
Answer<T> answerOn(QObject* context, Work work) {
    using Result = std::expected<T, Trouble>;
    auto promise = std::make_shared<QPromise<Result>>();
    promise->start();
    promise->future().then(context, [work = std::move(work)](const Result& answer) { work(answer); });
    return [promise](Result answer) {
        promise->addResult(std::move(answer));
        promise->finish();
    };
}

} // namespace roundsman
