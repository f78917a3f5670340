// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/ctl.h"

#include "app/connectors/jqworkermain.h"
#include "models/domain/text.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstring>

namespace quarterdeck {

namespace {

struct CtlCommand {
    const char* name;
    const char* arguments;
    const char* what;
    int (*run)(const QStringList&);
};

constexpr CtlCommand commands[] = {
    {"verify", "--data DIR", "checks every entry; names the first bad one", verifyCommand},
    {"entries", "--data DIR [--incident ID] [--json]", "prints what happened", entriesCommand},
    {"alerts", "--data DIR [--json]", "prints the alerts as they stand", alertsCommand},
    {"incidents", "--data DIR [--json]", "prints the incidents as they stand", incidentsCommand},
    {"silences", "--data DIR [--preview MATCHERS] [--at TIME] [--json]",
        "prints silences and what returns soon; or what one would hide, such as service=checkout,name=High*",
        silencesCommand},
    {"noise", "--data DIR [--json]", "prints the folded background: how often, since when, why", noiseCommand},
    {"backtest", "--data DIR --policies FILE [--json]",
        "what other policies or parameters would have made of the recorded alerts", backtestCommand},
    {"export", "--data DIR --incident ID --format FMT --out FILE",
        "writes the postmortem draft: markdown, html, json, or archive (the incident in one file)", exportCommand},
    {"brief", "--data DIR --incident ID [--template NAME] [--language LL] [--templates DIR] [--at TIME] [--json]",
        "prints a status update or briefing: internal, customer, executive, qa-product, brief; en or es", briefCommand},
    {"backup", "--data DIR --to DIR", "copies a journal while its server runs", backupCommand},
    {"accept-loss", "--data DIR --reason TEXT", "gives up entries that are lost, on the record", acceptLossCommand},
    {"map", "CONNECTOR FILE [--header K=V] [--at TIME]", "a payload file to normalised signals, as JSON lines", mapCommand},
    {"connect", "CONNECTOR --url URL --token-file F [--source NAME] [--connectors DIR]",
        "prints what to configure at a system, with our address and token in it", connectCommand},
    {"secret", "set NAME | forget NAME | list --data DIR",
        "the keychain's secrets of sources and channels, {keychain: NAME}; set reads one from standard input", secretCommand},
    {"sources", "quality --data DIR [--json]",
        "counts alerts without service, owner or severity and requests that could not be read, by source",
        sourcesCommand},
    {"quarantine", "list|remap --data DIR [--json]",
        "the requests that could not be read; remap: the running server tries them again", quarantineCommand},
    {"topology", "import FILE --from backstage|yaml|csv|servicenow|traces --data DIR [--out FILE]",
        "makes or extends the service map out of what another system knows", topologyCommand},
    {"connectors", "lint [DIR]", "checks connector files", connectorsCommand},
    {"replay", "RECORDING --to URL [--speed X] [--only PATH]", "plays a recording as if it arrived now",
        replayCommand},
};

void help()
{
    std::puts("quarterdeckctl: looks after Quarterdeck's journals, connectors and recordings.\n"
              "Everything but accept-loss works beside a running server and only reads.\n");
    for (const auto& c : commands)
        std::printf("  quarterdeckctl %s %s\n      %s\n", c.name, c.arguments, c.what);
    std::puts("\n  --help, --version");
}

} // namespace

int complain(const Error& error, int code)
{
    std::fprintf(stderr, "quarterdeckctl: %s\n", qUtf8Printable(visible(error.sentence)));
    return code;
}

void print(const QString& line)
{
    std::puts(qUtf8Printable(visible(line, 100'000)));
}

int ctlMain(int argc, char** argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--jq-worker") == 0)
        return runJqWorker();
    QCoreApplication app(argc, argv);
    const QStringList all = QCoreApplication::arguments();
    if (all.size() < 2 || all[1] == QLatin1String("--help") || all[1] == QLatin1String("-h")) {
        help();
        return all.size() < 2 ? 2 : 0;
    }
    if (all[1] == QLatin1String("--version")) {
        std::printf("quarterdeckctl %s\n", QD_VERSION);
        return 0;
    }
    for (const auto& c : commands) {
        if (all[1] == QLatin1String(c.name))
            return c.run(all.mid(2));
    }
    return complain(error("usage", QStringLiteral("“%1” is no command; see --help.").arg(all[1])), 2);
}

} // namespace quarterdeck
