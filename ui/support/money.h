#pragma once

#include <QString>

#include <string>

namespace roundsman {

/// What turns minor units into the ones that people say: 0.01, or 1 for yen.
double currencyScale(const std::string& currency);
/// "1,204.50 EUR"
QString moneyText(double minor, const std::string& currency);

} // namespace roundsman
