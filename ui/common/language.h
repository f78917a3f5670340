// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QStringList>

class QCoreApplication;

namespace quarterdeck {

/// "en" or "es": what was asked for, or, where nothing was, the first of the system's languages
/// (QLocale::uiLanguages()) that the window speaks, and English where it speaks none of them.
/// Error "language.unknown": it was asked for one that the window does not speak.
Result<QString> languageOf(const QString& asked, const QStringList& system);

/// The words of the window and Qt's own in that language, for every widget that is made from now on. The
/// journal, the scribe's letters and what people wrote stay as they are. False: this program holds no such words.
bool applyLanguage(QCoreApplication& app, const QString& language);

} // namespace quarterdeck
