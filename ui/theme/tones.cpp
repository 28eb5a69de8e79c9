#include "ui/theme/tones.h"

#include "ui/support/words.h"

namespace roundsman {

const Tones& darkTones() {
    static const Tones tones{
        .dark = true,
        .window = QColor(0x12, 0x15, 0x1a),
        .surface = QColor(0x19, 0x1d, 0x24),
        .raised = QColor(0x22, 0x27, 0x30),
        .line = QColor(0x2d, 0x33, 0x3e),
        .text = QColor(0xe6, 0xe9, 0xef),
        .textMuted = QColor(0x97, 0xa1, 0xb1),
        .accent = QColor(0x4c, 0x8d, 0xff),
        .accentText = QColor(0x08, 0x10, 0x1c),
        .good = QColor(0x3f, 0xc3, 0x8b),
        .warning = QColor(0xf0, 0xb4, 0x3c),
        .bad = QColor(0xf2, 0x6d, 0x6d),
        .mapGround = QColor(0x16, 0x1a, 0x20),
        .mapGrid = QColor(0x21, 0x26, 0x2f),
    };
    return tones;
}

const Tones& lightTones() {
    static const Tones tones{
        .dark = false,
        .window = QColor(0xec, 0xee, 0xf2),
        .surface = QColor(0xff, 0xff, 0xff),
        .raised = QColor(0xf3, 0xf5, 0xf8),
        .line = QColor(0xdd, 0xe1, 0xe8),
        .text = QColor(0x1a, 0x20, 0x2c),
        .textMuted = QColor(0x5d, 0x68, 0x7a),
        .accent = QColor(0x1f, 0x66, 0xe5),
        .accentText = QColor(0xff, 0xff, 0xff),
        .good = QColor(0x12, 0x87, 0x58),
        .warning = QColor(0xa8, 0x66, 0x00),
        .bad = QColor(0xc8, 0x2f, 0x3a),
        .mapGround = QColor(0xf2, 0xf3, 0xf0),
        .mapGrid = QColor(0xe4, 0xe6, 0xe3),
    };
    return tones;
}

QColor statusColour(RiderStatus status, const Tones& tones) {
    switch (status) {
    case RiderStatus::idle:
        return tones.dark ? QColor(0x35, 0xd0, 0x9c) : QColor(0x0a, 0x96, 0x68);
    case RiderStatus::toMerchant:
        return tones.dark ? QColor(0x5b, 0xa4, 0xff) : QColor(0x1d, 0x6f, 0xe8);
    case RiderStatus::atMerchant:
        return tones.dark ? QColor(0xc0, 0x8b, 0xff) : QColor(0x86, 0x45, 0xd8);
    case RiderStatus::toCustomer:
        return tones.dark ? QColor(0xff, 0xb1, 0x3d) : QColor(0xe0, 0x7b, 0x00);
    case RiderStatus::atCustomer:
        return tones.dark ? QColor(0xff, 0x7c, 0xb0) : QColor(0xd2, 0x36, 0x7c);
    case RiderStatus::onBreak:
        return tones.dark ? QColor(0xa9, 0xb4, 0xc6) : QColor(0x6a, 0x76, 0x89);
    case RiderStatus::offline:
    case RiderStatus::unknown:
        return tones.dark ? QColor(0x7b, 0x86, 0x98) : QColor(0x8d, 0x97, 0xa6);
    }
    return tones.textMuted;
}

QColor stalenessColour(Staleness staleness, const Tones& tones) {
    switch (staleness) {
    case Staleness::fresh:
        return tones.good;
    case Staleness::ageing:
        return tones.warning;
    case Staleness::stale:
    case Staleness::lost:
        return tones.bad;
    }
    return tones.textMuted;
}

QString statusName(RiderStatus status) {
    switch (status) {
    case RiderStatus::idle:
        return say(QT_TRANSLATE_NOOP("roundsman", "Idle"));
    case RiderStatus::toMerchant:
        return say(QT_TRANSLATE_NOOP("roundsman", "To merchant"));
    case RiderStatus::atMerchant:
        return say(QT_TRANSLATE_NOOP("roundsman", "At merchant"));
    case RiderStatus::toCustomer:
        return say(QT_TRANSLATE_NOOP("roundsman", "To customer"));
    case RiderStatus::atCustomer:
        return say(QT_TRANSLATE_NOOP("roundsman", "At customer"));
    case RiderStatus::onBreak:
        return say(QT_TRANSLATE_NOOP("roundsman", "On break"));
    case RiderStatus::offline:
        return say(QT_TRANSLATE_NOOP("roundsman", "Offline"));
    case RiderStatus::unknown:
        break;
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "Unknown"));
}

QString stalenessName(Staleness staleness) {
    switch (staleness) {
    case Staleness::fresh:
        return say(QT_TRANSLATE_NOOP("roundsman", "Fresh"));
    case Staleness::ageing:
        return say(QT_TRANSLATE_NOOP("roundsman", "Ageing"));
    case Staleness::stale:
        return say(QT_TRANSLATE_NOOP("roundsman", "Stale"));
    case Staleness::lost:
        break;
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "Lost"));
}

QString causeName(StaleCause cause) {
    switch (cause) {
    case StaleCause::none:
        return {};
    case StaleCause::device:
        return say(QT_TRANSLATE_NOOP("roundsman", "the phone sends nothing"));
    case StaleCause::network:
        return say(QT_TRANSLATE_NOOP("roundsman", "the phone's network is slow"));
    case StaleCause::log:
        return say(QT_TRANSLATE_NOOP("roundsman", "the event log gives nothing"));
    case StaleCause::lane:
        return say(QT_TRANSLATE_NOOP("roundsman", "processing is behind the log"));
    }
    return {};
}

} // namespace roundsman
