#pragma once

namespace roundsman::tests {

/// ROUNDSMAN_KILLS, or so many.
int killsWanted(int usual);

// A node is killed again and again at random moments while the simulated city goes on, then runs to the end of its log.
// What its history holds must be what one undisturbed pass over the same log derives: nothing lost, nothing doubled.

/// With the embedded log and the city inside the node.
void killsOnTheEmbeddedLog(int kills);
/// With a real broker and the city outside. The broker is killed and started again on the way, too.
void killsOnARealBroker(int kills);

} // namespace roundsman::tests
