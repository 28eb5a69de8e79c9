#pragma once

#include "core/api/query.h"
#include "core/model/geo.h"

#include <QSaveFile>
#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace roundsman {

enum class RowFormat : std::uint8_t { csv, geoJson };

/// Rows that go to a file as they come: CSV (RFC 4180, times in RFC 3339, degrees as two columns), or a GeoJSON
/// FeatureCollection with a row a Feature. The file appears when it is whole, under its name, and not before. One
/// thread.
class RowFile {
public:
    RowFile(const QString& path, RowFormat format, std::vector<std::string> columns);

    /// False: see trouble().
    bool open();
    /// One corner is a point, more are the outline of an area, none is nowhere.
    bool add(const std::vector<Cell>& row, const std::vector<GeoPoint>& place);
    bool finish();
    [[nodiscard]] std::uint64_t rows() const { return m_rows; }
    [[nodiscard]] QString trouble() const { return m_file.errorString(); }

private:
    void addCsv(const std::vector<Cell>& row, const std::vector<GeoPoint>& place);
    void addFeature(const std::vector<Cell>& row, const std::vector<GeoPoint>& place);
    bool flush(bool all);

    QSaveFile m_file;
    RowFormat m_format;
    std::vector<std::string> m_columns;
    std::string m_text; ///< what is not written yet
    std::uint64_t m_rows = 0;
};

} // namespace roundsman
