#include "core/node/node.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

/// A run that lasted so long was a good one: the next trouble starts with a short back-off again.
constexpr std::chrono::seconds goodRun{30};

} // namespace

Node::Node(NodeParts parts, const NodeLimits& limits, const Surroundings& around)
    : m_around(around),
      m_startedAt(around.clock.now()),
      m_restarts(around.metrics.counter("roundsman_restarts_total", "Times that the stages were started again.")),
      m_ready(around.metrics.gauge("roundsman_ready", "1 when ready for traffic.")),
      m_commands("lifecycle", 64),
      m_parts(std::move(parts)),
      m_limits(limits),
      m_backOff(limits.retryFirst),
      m_logKind(m_parts.logKind),
      m_topic(m_parts.topic),
      m_worker(
          "lifecycle", [this](const std::stop_token&) { live(); },
          [](const std::string& sentence) { check(false, "the lifecycle throws nothing: " + sentence); }) {}

Node::~Node() {
    stop();
    m_commands.close();
    m_worker.join();
}

void Node::start() {
    post({.verb = Verb::start});
}

void Node::reload(NodeParts parts, const NodeLimits& limits) {
    post({.verb = Verb::reload, .parts = std::move(parts), .limits = limits});
}

void Node::stop() {
    auto over = std::make_shared<std::promise<void>>();
    const auto heard = over->get_future();
    post({.verb = Verb::stop, .over = std::move(over)});
    heard.wait();
}

void Node::post(Command command) {
    m_commands.push(std::move(command));
}

void Node::live() {
    while (true) {
        std::optional<Command> command;
        if (m_retryAt) {
            command = m_commands.popFor(std::max(*m_retryAt - Steady::now(), Steady::duration::zero()));
        } else {
            command = m_commands.pop();
        }
        if (command) {
            obey(*command);
        } else if (m_commands.finished()) {
            break;
        } else {
            m_retryAt.reset();
            m_restarts.add();
            startStages();
        }
    }
    stopStages();
}

void Node::obey(Command& command) {
    switch (command.verb) {
    case Verb::start:
        if (!std::exchange(m_wanted, true)) {
            startStages();
        }
        break;
    case Verb::reload:
        stopStages();
        m_parts = std::move(*command.parts);
        m_limits = command.limits;
        if (m_wanted) {
            startStages();
        }
        break;
    case Verb::failed:
        if (m_wanted && command.run == m_run && pipeline()) { // not the echo of a run that is over
            stopStages();
            tryLater(command.sentence);
        }
        break;
    case Verb::stop:
        m_wanted = false;
        stopStages();
        setTrouble({});
        command.over->set_value();
        break;
    }
}

void Node::startStages() {
    auto opened = Pipeline::open(m_parts, m_limits,
                                 {.metrics = m_around.metrics,
                                  .lines = m_around.lines,
                                  .clock = m_around.clock,
                                  .audit = m_around.audit,
                                  .framesChanged = m_framesChanged});
    if (!opened) {
        tryLater(opened.error());
        return;
    }
    m_runningSince = Steady::now();
    const std::shared_ptr<Pipeline> stages = std::move(*opened);
    stages->start([this, run = ++m_run](const std::string& sentence) {
        // A stage must not wait here, and one word that a run failed is enough: a full queue may swallow the rest.
        Command command{.verb = Verb::failed, .run = run, .sentence = sentence};
        m_commands.tryPush(command);
    });
    setTrouble({});
    const std::lock_guard lock(m_mutex);
    m_pipeline = stages;
    m_logKind = m_parts.logKind;
    m_topic = m_parts.topic;
    m_started = true;
}

void Node::stopStages() {
    m_retryAt.reset();
    std::shared_ptr<Pipeline> stages;
    {
        const std::lock_guard lock(m_mutex);
        stages = std::exchange(m_pipeline, nullptr);
        m_started = false;
    }
    if (stages) {
        stages->stop();
        if (Steady::now() - m_runningSince >= goodRun) {
            m_backOff = m_limits.retryFirst;
        }
    }
    m_ready.set(0);
}

void Node::tryLater(const std::string& sentence) {
    setTrouble(sentence);
    m_retryAt = Steady::now() + m_backOff;
    m_backOff = std::min(m_backOff * 2, m_limits.retryMax);
}

void Node::setTrouble(const std::string& sentence) {
    const std::lock_guard lock(m_mutex);
    if (sentence != m_trouble && !sentence.empty()) {
        m_around.lines.error("node", sentence);
    }
    m_trouble = sentence;
}

std::shared_ptr<Pipeline> Node::pipeline() const {
    const std::lock_guard lock(m_mutex);
    return m_pipeline;
}

NodeStatus Node::status() const {
    NodeStatus status;
    status.version = m_around.version;
    status.startedAt = m_startedAt;
    status.now = m_around.clock.now();
    status.ready = whyNotReady().empty();
    std::shared_ptr<Pipeline> stages;
    {
        const std::lock_guard lock(m_mutex);
        status.logKind = m_logKind;
        status.topic = m_topic;
        status.trouble = m_trouble;
        stages = m_pipeline;
    }
    if (!stages) {
        return status;
    }
    status.logTrouble = stages->logTrouble();
    status.lanes = stages->laneStatus();
    status.history = stages->historyStatus();
    status.outbox = stages->outboxStatus();
    for (const LaneStatus& lane : status.lanes) {
        status.updatesPerSecond += lane.updatesPerSecond;
        status.framesPerSecond = std::max(status.framesPerSecond, lane.framesPerSecond);
        status.lag = std::max(status.lag, lane.lag);
        for (std::size_t v = 0; v < verdictCount; ++v) {
            status.verdicts.byVerdict[v] += lane.verdicts.byVerdict[v];
        }
        for (std::size_t r = 0; r < reasonCount; ++r) {
            status.verdicts.byReason[r] += lane.verdicts.byReason[r];
        }
    }
    return status;
}

std::string Node::whyNotReady() const {
    if (m_leaving) {
        return "this server stops";
    }
    const std::shared_ptr<Pipeline> stages = pipeline();
    if (!stages) {
        const std::lock_guard lock(m_mutex);
        return m_trouble.empty() ? "the node is not started" : m_trouble;
    }
    if (std::string trouble = stages->logTrouble(); !trouble.empty()) {
        return trouble;
    }
    if (std::string trouble = stages->historyTrouble(); !trouble.empty()) {
        return trouble;
    }
    return stages->recovered() ? std::string{} : "lanes rebuild their state from the log";
}

} // namespace roundsman
