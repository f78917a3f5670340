// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/streammeasures.h"

#include "tests/bench/nab.h"
#include "tests/bench/petshop.h"

#include <QFile>
#include <QJsonDocument>
#include <QStringList>

#include <cstdio>

namespace quarterdeck {

namespace {

    /// The value behind a name, both taken out of `args`.
    QString taken(QStringList& args, const char* name)
    {
        const auto at = args.indexOf(QString::fromLatin1(name));
        if (at < 0 || at + 1 >= args.size())
            return {};
        args.removeAt(at);
        return args.takeAt(at);
    }

} // namespace

bool isStreamMeasure(int argc, char** argv)
{
    return argc > 1 && (qstrcmp(argv[1], "nab") == 0 || qstrcmp(argv[1], "petshop") == 0);
}

int runStreamMeasure(int argc, char** argv)
{
    QStringList args;
    for (int i = 1; i < argc; ++i)
        args << QString::fromLocal8Bit(argv[i]);
    const QString scores = taken(args, "--scores");
    const QString ranks = taken(args, "--ranks");
    const QString json = taken(args, "--json");
    const bool nab = args.value(0) == QLatin1String("nab");
    if (!isStreamMeasure(argc, argv) || args.size() != 2 || (nab ? scores : ranks).isEmpty()) {
        std::fputs("nab DIR --scores OUTDIR [--json FILE]\npetshop DIR --ranks FILE [--json FILE]\n", stderr);
        return 2;
    }
    auto figures = nab ? runNab(args[1], scores) : runPetshop(args[1], ranks);
    if (!json.isEmpty()) {
        QFile out(json);
        if (!out.open(QIODevice::WriteOnly) || out.write(QJsonDocument(figures).toJson()) < 0)
            figures.insert(QStringLiteral("error"), QStringLiteral("%1 cannot be written").arg(json));
    }
    for (auto it = figures.begin(); it != figures.end(); ++it) {
        const QString value =
            it->isDouble() ? QString::number(it->toDouble(), 'g', 10) : it->toVariant().toString();
        std::printf("%-22s %s\n", qUtf8Printable(it.key()), qUtf8Printable(value));
    }
    return figures.contains(QStringLiteral("error")) ? 1 : 0;
}

} // namespace quarterdeck
