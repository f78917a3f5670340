// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets come in by standard input and never go out: an argument is seen by every process of the machine.
#include "app/connectors/secretref.h"
#include "app/ctl/arguments.h"
#include "app/ctl/ctl.h"
#include "app/keychain/keychain.h"

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace quarterdeck {

namespace {

constexpr qsizetype longestTyped = 4096;

/// One line, unseen where it is typed.
Result<QByteArray> typedSecret()
{
    termios before {};
    const bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        termios quiet = before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
        std::fputs("Secret: ", stderr);
    }
    QByteArray secret;
    char c = 0;
    while (secret.size() <= longestTyped && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
        secret += c;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
        std::fputs("\n", stderr);
    }
    if (secret.endsWith('\r'))
        secret.chop(1);
    if (secret.isEmpty() || secret.size() > longestTyped)
        return error("usage", QStringLiteral("The secret is one line on standard input, of at most 4096 bytes; nothing was stored."));
    return secret;
}

int listSecrets(const QString& data)
{
    Keychain keychain;
    int code = 0;
    // Keychains are not asked for all that they hold: what our own files name is what matters.
    for (const auto* file : {"/sources.yaml", "/channels.yaml"}) {
        const QString path = data + QLatin1StringView(file);
        keychain.readAll(keychainNames(path), [&code, path](const KeychainSecrets& found) {
            for (const auto& [name, secret] : found) {
                print(QStringLiteral("%1: %2, named in %3").arg(name, secret ? QStringLiteral("there") : secret.error().sentence, path));
                code = secret ? code : 1;
            }
        });
    }
    keychain.settle();
    return code;
}

} // namespace

int secretCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data"}, {});
    if (const auto bad = a.problem({}))
        return complain(*bad, 2);
    const auto& words = a.words();
    if (words == QStringList {QStringLiteral("list")} && a.has("data"))
        return listSecrets(a.value("data"));
    if (words.size() != 2 || (words[0] != QLatin1String("set") && words[0] != QLatin1String("forget")))
        return complain(error("usage", QStringLiteral("secret takes set NAME, forget NAME or list --data DIR; see --help.")), 2);
    Outcome done = Done {};
    Keychain keychain;
    const auto told = [&done](const Outcome& outcome) { done = outcome; };
    if (words[0] == QLatin1String("forget")) {
        keychain.forget(words[1], told);
    } else {
        const auto secret = typedSecret();
        if (!secret)
            return complain(secret.error(), 2);
        keychain.write(words[1], *secret, told);
    }
    keychain.settle();
    return done ? 0 : complain(done.error(), 1);
}

} // namespace quarterdeck
