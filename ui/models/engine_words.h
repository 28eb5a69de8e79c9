#pragma once

#include "core/model/verdict.h"
#include "ui/models/table_model.h"

#include <QString>

#include <string>
#include <string_view>

namespace roundsman {

// What the engine says of things, in the window's language: history and topics keep its own words, which are English.

QString verdictName(Verdict verdict);
QString reasonName(Reason reason);
/// Of a verdict or a reason as answers spell it: "clock_ahead". What is unknown is shown as it stands.
QString judgedName(std::string_view text);
TableColumn judgedColumn(std::string name, const QString& title);

/// What a promise was made from: "this merchant", for the engine's "merchant".
QString knownFromText(std::string_view level);

/// A sentence of an alert or of a refusal, with its ids and figures; one that is not known stays as it is.
QString spokenText(const std::string& sentence);

} // namespace roundsman
