#include "libs/index/writing/put_vint.h"

#include <array>
#include <cstdint>

#include "gtest/gtest.h"
#include "libs/index/reading/byte_input.h"

namespace trialdex {
namespace {

TEST(PutVintTest, NumbersOfEveryLengthAreReadAgain) {
  for (int bits = 0; bits <= 32; ++bits) {
    for (const int64_t more : {-1, 0, 1}) {
      const auto value = static_cast<uint32_t>((int64_t{1} << bits) + more);
      std::array<uint8_t, kPutVintBytes> bytes{};
      const uint8_t* const end = PutVint(value, bytes.data());
      const auto size = static_cast<size_t>(end - bytes.data());
      ByteInput in({reinterpret_cast<const char*>(bytes.data()), size});
      EXPECT_EQ(in.Vint(), value);
      EXPECT_TRUE(in.ok());
      EXPECT_TRUE(in.AtEnd()) << value;
    }
  }
}

}  // namespace
}  // namespace trialdex
