#pragma once

class QApplication;

namespace roundsman {

/// A console that is told to end, by a log-off, a Ctrl+C or a service manager, closes as if its window were closed: the
/// node stops in order, settings are kept, the demo's folder goes. Who tells it twice does not wait.
/// The signals are held back from the making of this on, in every thread that is begun later.
class EndSignals {
public:
    EndSignals();
    ~EndSignals();
    EndSignals(const EndSignals&) = delete;
    EndSignals& operator=(const EndSignals&) = delete;

    void close(QApplication& application) const;

private:
    int m_told = -1; ///< becomes readable with a signal; -1: there is none, and signals end the program at once
};

} // namespace roundsman
