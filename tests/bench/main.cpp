// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/jqworkermain.h"
#include "tests/bench/connectorbench.h"
#include "tests/bench/figures.h"
#include "tests/bench/micro.h"
#include "tests/bench/seat.h"
#include "tests/bench/storm.h"
#include "tests/bench/streammeasures.h"
#include "tests/bench/triagemeasures.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

using namespace quarterdeck;

namespace {

constexpr const char* k_help =
    "quarterdeck-bench: measures Quarterdeck on this machine.\n\n"
    "  quarterdeck-bench storm [--alerts N] [--rate R] [--senders 8] [--batch B] [--data DIR] [--copy]\n"
    "      posts N unique alerts of about 600 bytes over 500 services at R a second to a real server with\n"
    "      a durable journal, and shows them in a real console; rate 0: as fast as it goes\n"
    "  quarterdeck-bench seat [--alerts N] [--lines N] [--data DIR]\n"
    "      beside a journal of N alerts: server and console from their start until they can be used, a typed\n"
    "      line until it is painted and until it is durable, a status update until it is written\n"
    "  quarterdeck-bench codec [--entries N] [--facts N]\n"
    "      entries encoded and decoded, against SHA-256 over the same bytes\n"
    "  quarterdeck-bench fold [--entries N] [--facts N]\n"
    "      entries folded, against decoding them\n"
    "  quarterdeck-bench connectors DIR [--seconds S]\n"
    "      signals a second of each connector over its fixtures in DIR, on one core, beside jq's command line\n"
    "  quarterdeck-bench ait FILE [--assign F] [--baselines DIR] [--from-json]\n"
    "      a recorded log of alerts replayed through the noise engine: the incident that each was shown in\n"
    "      after a minute, alerts a second, microseconds an alert, memory\n"
    "  quarterdeck-bench similar FILE FILE ... --out F\n"
    "      for each incident of that, the most similar ones of the other logs\n"
    "  quarterdeck-bench hostile [--alerts N]\n"
    "      what is built to hurt the rules: common and unique labels, chains, rings, cliques, wrong clocks\n"
    "  quarterdeck-bench nab DIR --scores OUTDIR\n"
    "      recorded metric series watched for anomalies, a point at a time; points a second, bytes a series\n"
    "  quarterdeck-bench petshop DIR --ranks FILE\n"
    "      recorded faults over a call graph: the nodes that each comes from, best first, and FILE.txt why\n\n"
    "  --json FILE   write the figures there, too\n"
    "  --help, --version";

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && qstrcmp(argv[1], "--jq-worker") == 0)
        return runJqWorker(); // templates of status updates run in a process of their own
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    for (int i = 1; i < argc; ++i) { // before a display is needed
        if (qstrcmp(argv[i], "--help") == 0 || qstrcmp(argv[i], "-h") == 0) {
            std::puts(k_help);
            return 0;
        }
        if (qstrcmp(argv[i], "--version") == 0 || qstrcmp(argv[i], "-v") == 0) {
            std::printf("quarterdeck-bench %s\n", QD_VERSION);
            return 0;
        }
    }
    if (isTriageMeasure(argc, argv))
        return runTriageMeasure(argc, argv);
    if (isStreamMeasure(argc, argv))
        return runStreamMeasure(argc, argv);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("quarterdeck-bench"));
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser p;
    for (const auto* name :
        { "alerts", "lines", "rate", "senders", "batch", "seed", "data", "json", "entries", "facts", "seconds" })
        p.addOption({ QString::fromLatin1(name), {}, QStringLiteral("X") });
    p.addOption({ QStringLiteral("copy"), {} });
    p.process(app);
    const auto number = [&](const char* name, double standard) {
        const QString given = p.value(QString::fromLatin1(name));
        return given.isEmpty() ? standard : given.toDouble();
    };
    const QString what = p.positionalArguments().value(0);
    const QString file = p.value(QStringLiteral("json"));
    const int entries = static_cast<int>(number("entries", 20'000));
    const int facts = static_cast<int>(number("facts", 8));
    if (what == QLatin1String("codec"))
        return report(runCodec(entries, facts), file);
    if (what == QLatin1String("fold"))
        return report(runFold(entries, facts), file);
    if (what == QLatin1String("seat-open")) {
        const auto given = p.positionalArguments();
        return given.size() == 4 ? openSeat(app, given[1], given[2].toUShort(), given[3].toUInt()) : 2;
    }
    if (what == QLatin1String("seat")) {
        SeatOptions seat;
        seat.alerts = static_cast<quint32>(number("alerts", seat.alerts));
        seat.lines = qMax(1, static_cast<int>(number("lines", seat.lines)));
        seat.data = p.value(QStringLiteral("data"));
        return report(runSeat(app, seat), file);
    }
    if (what == QLatin1String("connectors") && p.positionalArguments().size() == 2)
        return report(runConnectors(p.positionalArguments()[1], number("seconds", 1)), file);
    if (what != QLatin1String("storm")) {
        std::fprintf(stderr, "%s\n", k_help);
        return 2;
    }
    StormOptions o;
    o.alerts = static_cast<quint32>(number("alerts", o.alerts));
    o.rate = number("rate", o.rate);
    o.senders = qBound(1, static_cast<int>(number("senders", o.senders)), 64);
    o.batch = qBound(1, static_cast<int>(number("batch", o.batch)), 1000);
    o.seed = static_cast<quint32>(number("seed", o.seed));
    o.data = p.value(QStringLiteral("data"));
    o.copy = p.isSet(QStringLiteral("copy"));
    return report(runStorm(app, o), file);
}
