#pragma once

#include "core/api/console_api.h"
#include "ui/models/rider_ref.h"
#include "ui/past/row_file.h"

#include <QObject>
#include <QString>

#include <stop_token>
#include <thread>
#include <utility>

namespace roundsman {

class FrameFeed;

/// What somebody wants in a file.
struct ExportWish {
    enum class What : std::uint8_t {
        moment,      ///< each rider where he was at `from`
        surgeMoment, ///< each cell with surge at `from`
        riders,      ///< the same for every `every` of the span
        trail,       ///< each fix of `rider` in the span
        surge,       ///< each cell's surge by minute of the span
    };
    What what = What::moment;
    RowFormat format = RowFormat::csv;
    EventTime from{};
    EventTime to{};
    Millis every{60'000};
    QString rider{}; ///< his name
    QString path{};
};

/// Writes one wish to its file, piece by piece on a thread of its own: never more of it in memory than one answer.
/// Cancelled or failed, it leaves no file. GUI thread.
class PastExport : public QObject {
    Q_OBJECT

public:
    PastExport(FrameFeed& feed, ExportWish wish, QObject* parent = nullptr);
    ~PastExport() override;

    void start();
    void cancel() { m_thread.request_stop(); }
    [[nodiscard]] const ExportWish& wish() const { return m_wish; }

Q_SIGNALS:
    /// 0 to 1
    void progressed(double part, quint64 rows);
    /// An empty `trouble`: the file is there. Cancelled is a trouble, too.
    void finished(quint64 rows, const QString& trouble);

private:
    void run(const std::stop_token& stop);
    [[nodiscard]] QString write(const std::stop_token& stop, RowFile& file);
    [[nodiscard]] QString writeMoments(const std::stop_token& stop, RowFile& file);
    [[nodiscard]] QString writeTrail(const std::stop_token& stop, RowFile& file);
    [[nodiscard]] QString writeSurge(const std::stop_token& stop, RowFile& file);
    void report(EventTime until, const RowFile& file);
    [[nodiscard]] std::expected<Picture, QString> pictureAt(EventTime time, const std::stop_token& stop);
    [[nodiscard]] std::expected<Table, QString> query(const Query& query, const std::stop_token& stop);

    FrameFeed& m_feed;
    ExportWish m_wish;
    std::jthread m_thread; // last: it joins first
};

/// The columns of a wish's rows, but for the place.
std::vector<std::string> exportColumns(ExportWish::What what);

} // namespace roundsman
