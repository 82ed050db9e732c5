// The structured log: one JSON object a line, for people with jq and for collectors.
#ifndef TRIALDEX_LIBS_TELEMETRY_LOGGER_H_
#define TRIALDEX_LIBS_TELEMETRY_LOGGER_H_

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <ostream>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/clock.h"

namespace spdlog {
class logger;
}  // namespace spdlog

namespace trialdex {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// "debug", "info", "warning" or "error". INVALID_ARGUMENT for another word.
absl::StatusOr<LogLevel> ParseLogLevel(absl::string_view name);

// A value beside the message, so that nobody has to take sentences apart.
struct LogField {
  using Value = std::variant<std::string, int64_t, uint64_t, double, bool>;

  LogField(absl::string_view k, absl::string_view v) : key(k), value(std::string(v)) {}
  LogField(absl::string_view k, const std::string& v) : key(k), value(v) {}
  LogField(absl::string_view k, const char* v) : key(k), value(std::string(v)) {}
  LogField(absl::string_view k, bool v) : key(k), value(v) {}
  LogField(absl::string_view k, double v) : key(k), value(v) {}
  template <std::signed_integral T>
  LogField(absl::string_view k, T v) : key(k), value(static_cast<int64_t>(v)) {}
  template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>) LogField(absl::string_view k, T v)
      : key(k), value(static_cast<uint64_t>(v)) {}

  absl::string_view key;
  Value value;
};

// The line for one event, without a newline. Text that is not UTF-8 is escaped byte by byte.
std::string FormatLogLine(absl::Time time, LogLevel level, absl::string_view service,
                          absl::string_view message, std::initializer_list<LogField> fields);

struct LoggerOptions {
  // Stands in every line: "ingest".
  std::string service;
  // Lines below it are left out.
  LogLevel level = LogLevel::kInfo;
  // Where lines go; null means standard error. Must outlive the logger.
  std::ostream* output = nullptr;
};

// Writes the log. Thread-safe; every line is flushed.
class Logger {
 public:
  // `clock` must outlive the logger.
  explicit Logger(LoggerOptions options, const Clock& clock = RealClock());
  ~Logger();

  void Debug(absl::string_view message, std::initializer_list<LogField> fields = {});
  void Info(absl::string_view message, std::initializer_list<LogField> fields = {});
  void Warning(absl::string_view message, std::initializer_list<LogField> fields = {});
  void Error(absl::string_view message, std::initializer_list<LogField> fields = {});

  // True if a line of `level` would be written.
  bool Enabled(LogLevel level) const { return level >= options_.level; }

 private:
  void Write(LogLevel level, absl::string_view message, std::initializer_list<LogField> fields);

  const LoggerOptions options_;
  const Clock& clock_;
  const std::unique_ptr<spdlog::logger> sink_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TELEMETRY_LOGGER_H_
