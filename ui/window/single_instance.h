#pragma once

#include <QLocalServer>
#include <QObject>

namespace roundsman {

/// One window for a user: a second start asks the first to come forward, and ends.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    explicit SingleInstance(const QString& name, QObject* parent = nullptr);

    /// True: another one runs and was asked to come forward.
    [[nodiscard]] bool raisedOther() const { return m_raisedOther; }

Q_SIGNALS:
    void raiseAsked();

private:
    void hear();

    QLocalServer m_server;
    bool m_raisedOther = false;
};

} // namespace roundsman
