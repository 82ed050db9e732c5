// Names of the index's fields, terms and commit data, as docs/index_format.md has them.
#ifndef TRIALDEX_LIBS_INDEX_INDEX_FIELDS_H_
#define TRIALDEX_LIBS_INDEX_INDEX_FIELDS_H_

namespace trialdex::index_fields {

inline constexpr wchar_t kId[] = L"id";
inline constexpr wchar_t kAlias[] = L"alias";
inline constexpr wchar_t kText[] = L"text";
inline constexpr wchar_t kKeyword[] = L"keyword";
inline constexpr wchar_t kColumns[] = L"columns";
inline constexpr wchar_t kSummary[] = L"summary";
inline constexpr wchar_t kTrial[] = L"trial";

// The one term of `columns`.
inline constexpr char kColumnTerm[] = "c";

// Keys of the commit's user data.
inline constexpr char kPosition[] = "position";
inline constexpr char kLogId[] = "log_id";
inline constexpr char kEntryTime[] = "entry_time";
inline constexpr char kFingerprint[] = "fingerprint";

}  // namespace trialdex::index_fields

#endif  // TRIALDEX_LIBS_INDEX_INDEX_FIELDS_H_
