// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/weblink.h"

#include <QUrl>

namespace quarterdeck {

bool mayBeOpened(const QString& address)
{
    constexpr qsizetype longest = 8000;
    const QUrl url(address, QUrl::StrictMode);
    return address.size() <= longest && url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

} // namespace quarterdeck
