// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target over the files of a folder, so that g++ and CTest can do without libFuzzer: the
// corpus, and whatever once broke something, stays fixed. Each file is also cut short at every eighth of
// its length, which is where parsers read beyond the end.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv)
{
    int files = 0;
    for (int i = 1; i < argc; ++i) {
        std::error_code failed;
        for (const auto& entry : std::filesystem::directory_iterator(argv[i], failed)) {
            std::ifstream stream(entry.path(), std::ios::binary);
            const std::vector<char> bytes {std::istreambuf_iterator<char>(stream), {}};
            for (std::size_t part = 0; part <= 8; ++part) {
                // a copy of its own, so that a sanitizer sees the first byte too far
                const std::vector<std::uint8_t> exact(
                    bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() * part / 8));
                LLVMFuzzerTestOneInput(exact.data(), exact.size());
            }
            ++files;
        }
    }
    std::printf("%d files\n", files);
    return files > 0 ? 0 : 1;
}
