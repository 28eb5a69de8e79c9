#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace roundsman {

/// A data folder that this process alone uses, as long as this object lives: its lock file says whose it is. Made when
/// it is not there; a temporary one goes away with everything in it.
class DataFolder {
public:
    static std::expected<DataFolder, std::string> take(const std::filesystem::path& folder);
    static std::expected<DataFolder, std::string> takeTemporary();

    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&& other) noexcept;
    ~DataFolder();

    [[nodiscard]] bool isTemporary() const { return m_temporary; } ///< it goes with this object
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    DataFolder(std::filesystem::path path, int lock, bool temporary);

    std::filesystem::path m_path;
    int m_lock = -1;
    bool m_temporary = false;
};

} // namespace roundsman
