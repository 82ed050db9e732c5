#include "libs/telemetry/logger.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/base/errors.h"
#include "libs/base/utf8.h"
#include "spdlog/logger.h"
#include "spdlog/pattern_formatter.h"
#include "spdlog/sinks/ostream_sink.h"
#include "spdlog/sinks/stdout_sinks.h"

namespace trialdex {
namespace {

constexpr absl::string_view kLevelNames[] = {"debug", "info", "warning", "error"};

void AppendJsonString(std::string& out, absl::string_view text) {
  const bool valid = IsValidUtf8(text);
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20 || (byte >= 0x80 && !valid)) {
      absl::StrAppend(&out, "\\u00", absl::Hex(byte, absl::kZeroPad2));
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void AppendJsonValue(std::string& out, const LogField::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    AppendJsonString(out, *text);
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    out.append(*flag ? "true" : "false");
  } else if (const auto* number = std::get_if<double>(&value)) {
    // JSON knows no infinities.
    absl::StrAppend(&out, std::isfinite(*number) ? absl::StrCat(*number) : "null");
  } else if (const auto* integer = std::get_if<int64_t>(&value)) {
    absl::StrAppend(&out, *integer);
  } else {
    absl::StrAppend(&out, std::get<uint64_t>(value));
  }
}

void AppendMember(std::string& out, absl::string_view key, const LogField::Value& value) {
  if (out.size() > 1) out.push_back(',');
  AppendJsonString(out, key);
  out.push_back(':');
  AppendJsonValue(out, value);
}

std::unique_ptr<spdlog::logger> MakeSink(std::ostream* output) {
  spdlog::sink_ptr sink;
  if (output == nullptr) {
    sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  } else {
    sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(*output, /*force_flush=*/true);
  }
  auto logger = std::make_unique<spdlog::logger>("trialdex", std::move(sink));
  logger->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
  logger->set_level(spdlog::level::trace);
  return logger;
}

}  // namespace

absl::StatusOr<LogLevel> ParseLogLevel(absl::string_view name) {
  for (size_t i = 0; i < std::size(kLevelNames); ++i) {
    if (name == kLevelNames[i]) return static_cast<LogLevel>(i);
  }
  return FieldError("log_level",
                    absl::StrCat("'", name, "' is none of debug, info, warning, error"));
}

std::string FormatLogLine(absl::Time time, LogLevel level, absl::string_view service,
                          absl::string_view message, std::initializer_list<LogField> fields) {
  std::string line = "{";
  AppendMember(line, "time", absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone()));
  AppendMember(line, "level", std::string(kLevelNames[static_cast<size_t>(level)]));
  AppendMember(line, "service", std::string(service));
  AppendMember(line, "message", std::string(message));
  for (const LogField& field : fields) AppendMember(line, field.key, field.value);
  line.push_back('}');
  return line;
}

Logger::Logger(LoggerOptions options, const Clock& clock)
    : options_(std::move(options)), clock_(clock), sink_(MakeSink(options_.output)) {}

Logger::~Logger() = default;

void Logger::Debug(absl::string_view message, std::initializer_list<LogField> fields) {
  Write(LogLevel::kDebug, message, fields);
}

void Logger::Info(absl::string_view message, std::initializer_list<LogField> fields) {
  Write(LogLevel::kInfo, message, fields);
}

void Logger::Warning(absl::string_view message, std::initializer_list<LogField> fields) {
  Write(LogLevel::kWarning, message, fields);
}

void Logger::Error(absl::string_view message, std::initializer_list<LogField> fields) {
  Write(LogLevel::kError, message, fields);
}

void Logger::Write(LogLevel level, absl::string_view message,
                   std::initializer_list<LogField> fields) {
  if (!Enabled(level)) return;
  const std::string line = FormatLogLine(clock_.Now(), level, options_.service, message, fields);
  sink_->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace trialdex
