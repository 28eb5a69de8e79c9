#pragma once

#include "core/model/geo.h"
#include "tests/ui/support/node_desk.h"

#include <QString>

#include <string>

namespace roundsman {

/// Riders of a whole node who ride round the middle of the city, all of them in one record a round.
class Rounds {
public:
    Rounds(NodeDesk& desk, int riders, Millis every = Millis{5000}) : m_desk(desk), m_riders(riders), m_every(every) {}

    /// A round later, by the desk's clock; where that stands, by the phones' own. True: the log has it.
    bool ride();
    /// Rides until the log takes no more; the sentence for people is the console's business.
    bool rideUntilRefused(int atMost);
    [[nodiscard]] int taken() const { return m_taken; }
    [[nodiscard]] int riders() const { return m_riders; }
    /// All of them are shown where the last round that the log took has them.
    [[nodiscard]] bool areShown();
    /// Which round is shown and which was taken last, for whoever reads why a test fell.
    [[nodiscard]] QString state();
    /// How many of the rounds stand in the log.
    [[nodiscard]] int inLog();

private:
    [[nodiscard]] GeoPoint placeOf(int rider, int round) const;

    NodeDesk& m_desk;
    const int m_riders;
    const Millis m_every;
    EventTime m_phones{};
    int m_round = 0;
    int m_taken = 0;
    int m_lastTaken = -1;
};

/// An order of this id, waiting for a rider.
bool placeOrder(NodeDesk& desk, const std::string& id, Millis promisedIn);

/// The window as a person needs it: a rider is chosen by a click in the list and by a click on the map, each workspace
/// opens, search hears the keyboard. Empty, or what does not work.
QString whatDoesNotWork(NodeDesk& desk);

/// Stops the node and compares what its history has with what one undisturbed pass over its log makes. Empty: the same.
QString differenceToOnePass(NodeDesk& desk);

} // namespace roundsman
