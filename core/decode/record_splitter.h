#pragma once

#include <cstddef>
#include <string_view>

namespace roundsman {

/// Cuts a record's bytes into its documents: one a line; the elements of a JSON array; or a document that spans several
/// lines. Every byte that is not white space belongs to exactly one document, so that nothing is dropped in silence;
/// an empty record is one (unreadable) document. Nothing here is validated: a document that was cut wrongly is no JSON.
class RecordSplitter {
public:
    explicit RecordSplitter(std::string_view record);

    /// The next document; false at the end.
    bool next(std::string_view& document);

private:
    bool nextElement(std::string_view& document);
    bool nextLine(std::string_view& document);

    std::string_view m_rest;
    bool m_array = false;     ///< inside a JSON array of documents
    bool m_linesOnly = false; ///< some document here never ended: from there on a line is a document
    bool m_first = true;
};

} // namespace roundsman
