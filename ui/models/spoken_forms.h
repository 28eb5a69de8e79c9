#pragma once

#include <QRegularExpression>
#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace roundsman {

/// Sentences of the engine with their places, as "%1 is missing": found again in what it wrote, and said in the
/// window's language. Never changes; any thread.
class SpokenForms {
public:
    /// What is said of the text in a place.
    using InPlace = QString (*)(const QString& text);

    /// Marked for translation in the context "roundsman"; tried in their order. They outlive it.
    explicit SpokenForms(std::span<const char* const> sentences);

    /// Nothing when the text is none of them.
    [[nodiscard]] std::optional<QString> spoken(const QString& text, InPlace inPlace) const;

private:
    struct Form {
        const char* sentence;
        QRegularExpression places;
    };

    std::vector<Form> m_forms;
};

} // namespace roundsman
