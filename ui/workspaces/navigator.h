#pragma once

#include "core/base/time.h"
#include "core/model/ids.h"
#include "ui/models/rider_ref.h"

#include <QObject>
#include <QString>

namespace roundsman {

/// A record and the document in it: what a shown value was made from.
struct RecordRef {
    PartitionNo partition;
    Offset offset;
    std::uint32_t document = 0;

    bool operator==(const RecordRef&) const = default;
};

/// Orders of one restaurant, placed within a stretch of time: what a figure counts.
struct OrdersWithin {
    QString merchant; ///< its id
    EventTime from;
    EventTime to;
    QString words; ///< "Kitchen 3 · Sat 21 Nov, 14:00–15:00"
};

/// The ways from one thing to another: whoever shows an order, a rider or a record asks here to go there, and does not
/// know which workspace answers. GUI thread.
class Navigator : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void openOrder(const QString& id) { Q_EMIT orderAsked(id); }
    void openOrders(const OrdersWithin& orders) { Q_EMIT ordersAsked(orders); }
    void openRider(RiderRef rider) { Q_EMIT riderAsked(rider); }
    /// Marks him everywhere, and moves no map.
    void chooseRider(RiderRef rider) { Q_EMIT riderChosen(rider); }
    void openMerchant(const QString& id) { Q_EMIT merchantAsked(id); }
    void openRecord(RecordRef record) { Q_EMIT recordAsked(record); }
    /// The fleet as it was.
    void openTime(EventTime time) { Q_EMIT timeAsked(time); }
    /// Out of the past: where he is at this moment.
    void openRiderNow(RiderRef rider) { Q_EMIT riderNowAsked(rider); }
    void openPlace(GeoPoint place, double zoom) { Q_EMIT placeAsked(place, zoom); }
    /// Marks it in the inbox, if it is open still.
    void openAlert(const QString& id) { Q_EMIT alertAsked(id); }
    /// One sentence for the status line, for some seconds.
    void say(const QString& sentence) { Q_EMIT said(sentence); }

Q_SIGNALS:
    void orderAsked(const QString& id);
    void ordersAsked(const roundsman::OrdersWithin& orders);
    void riderAsked(roundsman::RiderRef rider);
    void riderChosen(roundsman::RiderRef rider);
    void merchantAsked(const QString& id);
    void recordAsked(roundsman::RecordRef record);
    void timeAsked(roundsman::EventTime time);
    void riderNowAsked(roundsman::RiderRef rider);
    void placeAsked(roundsman::GeoPoint place, double zoom);
    void alertAsked(const QString& id);
    void said(const QString& sentence);
};

} // namespace roundsman
