// SPDX-License-Identifier: GPL-3.0-or-later
// What the scanner takes, Qt's reader must take as well, and scanning it again must change nothing.
#include "app/connectors/jsonscanner.h"

#include <QJsonDocument>

#include <cstdlib>

using namespace quarterdeck;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArrayView text(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const Result<QByteArray> scanned = scanJson(text);
    if (!scanned)
        return 0;
    QJsonParseError failed {};
    (void)QJsonDocument::fromJson('[' + *scanned + ']', &failed);
    const Result<QByteArray> again = scanJson(*scanned);
    if (failed.error != QJsonParseError::NoError || !again || *again != *scanned)
        std::abort();
    return 0;
}
