#pragma once

namespace roundsman {

/// Where a test falls, its own thread's calls go to stderr, nothing else: with all threads of Qt, Mesa and us the cause
/// would drown. Sanitizers have their own words and keep them.
void sayWhereItFell();

} // namespace roundsman
