// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

namespace quarterdeck {

namespace {

const QStringList& spoken()
{
    static const QStringList languages {QStringLiteral("en"), QStringLiteral("es")};
    return languages;
}

bool install(QCoreApplication& app, const QString& file, const QString& folder)
{
    auto* words = new QTranslator(&app);
    if (!words->load(file, folder)) {
        delete words;
        return false;
    }
    return QCoreApplication::installTranslator(words);
}

} // namespace

Result<QString> languageOf(const QString& asked, const QStringList& system)
{
    if (!asked.isEmpty()) {
        if (!spoken().contains(asked))
            return error("language.unknown", QStringLiteral("--language takes %1.").arg(spoken().join(QLatin1String(" or "))));
        return asked;
    }
    for (const QString& name : system) {
        const QString language = name.section(QLatin1Char('-'), 0, 0);
        if (spoken().contains(language))
            return language;
    }
    return spoken().front();
}

bool applyLanguage(QCoreApplication& app, const QString& language)
{
    if (language == spoken().front()) {
        // The words stand in the code; what is loaded is the singular of what is counted, where the program holds it.
        install(app, QStringLiteral("quarterdeck_") + language, QStringLiteral(":/i18n"));
        return true;
    }
    // Qt's own come with a package of the system; without it a few words of text fields stay English.
    install(app, QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    return install(app, QStringLiteral("quarterdeck_") + language, QStringLiteral(":/i18n"));
}

} // namespace quarterdeck
