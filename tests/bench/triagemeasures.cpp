// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/triagemeasures.h"

#include "tests/bench/ait.h"
#include "tests/bench/figures.h"
#include "tests/bench/hostile.h"
#include "tests/bench/similarbench.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace quarterdeck {

bool isTriageMeasure(int argc, char** argv)
{
    return argc > 1
        && (qstrcmp(argv[1], "ait") == 0 || qstrcmp(argv[1], "similar") == 0
            || qstrcmp(argv[1], "hostile") == 0);
}

int runTriageMeasure(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser p;
    for (const auto* name : { "assign", "baselines", "out", "json", "alerts" })
        p.addOption({ QString::fromLatin1(name), {}, QStringLiteral("X") });
    p.addOption({ QStringLiteral("from-json"), {} });
    p.process(app);
    QStringList files = p.positionalArguments();
    const QString what = files.isEmpty() ? QString() : files.takeFirst();
    const QString json = p.value(QStringLiteral("json"));
    if (what == QLatin1String("ait") && files.size() == 1)
        return report(runAit({ files[0], p.value(QStringLiteral("assign")),
                          p.value(QStringLiteral("baselines")), p.isSet(QStringLiteral("from-json")) }),
            json);
    if (what == QLatin1String("similar") && !files.isEmpty() && p.isSet(QStringLiteral("out")))
        return report(runSimilar(files, p.value(QStringLiteral("out"))), json);
    if (what == QLatin1String("hostile"))
        return report(
            runHostile(
                p.isSet(QStringLiteral("alerts")) ? p.value(QStringLiteral("alerts")).toUInt() : 1'000'000U),
            json);
    std::fprintf(stderr,
        "ait FILE [--assign F] [--baselines DIR] [--from-json]; similar FILE FILE ... --out F; hostile\n");
    return 2;
}

} // namespace quarterdeck
