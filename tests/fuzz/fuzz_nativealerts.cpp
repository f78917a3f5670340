// SPDX-License-Identifier: GPL-3.0-or-later
// Every alert that is taken has a key, a title and sorted labels, and goes through JSON and back.
#include "app/connectors/nativealerts.h"
#include "app/connectors/signaljson.h"

#include <algorithm>
#include <cstdlib>

using namespace quarterdeck;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArrayView text(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const Result<std::vector<Signal>> alerts = parseNativeAlerts(text, 1'795'442'822'250);
    if (!alerts)
        return 0;
    for (const Signal& alert : *alerts) {
        const bool sorted = std::is_sorted(alert.labels.begin(), alert.labels.end());
        const Result<Signals> back = toSignals({toJson(alert)});
        if (!sorted || alert.dedupKey.size() != 32 || alert.title.isEmpty() || !back
            || back->front().dedupKey != alert.dedupKey)
            std::abort();
    }
    return 0;
}
