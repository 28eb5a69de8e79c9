#include "ui/support/money.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace roundsman {

namespace {

int minorDigits(const std::string& currency) {
    static constexpr std::array<std::string_view, 7> none{"JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF"};
    static constexpr std::array<std::string_view, 6> three{"BHD", "KWD", "OMR", "JOD", "TND", "IQD"};
    return std::ranges::find(none, currency) != none.end()     ? 0
           : std::ranges::find(three, currency) != three.end() ? 3
                                                               : 2;
}

} // namespace

double currencyScale(const std::string& currency) {
    return std::pow(10.0, -minorDigits(currency));
}

QString moneyText(double minor, const std::string& currency) {
    return QLocale().toString(minor * currencyScale(currency), 'f', minorDigits(currency)) +
           (currency.empty() ? QString() : u' ' + QString::fromStdString(currency));
}

} // namespace roundsman
