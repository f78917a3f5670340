// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/programs.h"

#include "models/domain/text.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <sys/stat.h>
#include <unistd.h>

namespace quarterdeck {

namespace {

constexpr qsizetype k_longestArgument = 4096;

Error refused(const QString& what)
{
    return error("runbook.program", what);
}

/// To these an argument is program text, another command line, or an option that names one.
bool takesCommands(const QString& name)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(QStringLiteral(
        "(?:"
        "sh|bash|rbash|dash|ash|zsh|ksh\\w*|mksh|fish|csh|tcsh|busybox|toybox"
        "|python[\\d.]*|pypy[\\d.]*|perl[\\d.]*|ruby[\\d.]*|lua[\\w.]*|node|nodejs|npm|npx|yarn|deno|bun|"
        "php["
        "\\d.]*"
        "|tclsh[\\d.]*|wish[\\d.]*|expect|guile[\\d.]*|Rscript|R|java|gdb|m4|bc|dc|ed|ex|vi|vim[\\w.]*|"
        "emacs["
        "\\w.]*"
        "|[gmn]?awk|original-awk|sed|env|xargs|find|parallel|watch|script|scriptreplay"
        "|ssh|scp|sftp|rsync|socat|nc|ncat|telnet|sudo|su|doas|runuser|pkexec|setpriv|chroot|unshare|"
        "nsenter"
        "|nohup|setsid|timeout|nice|ionice|chrt|taskset|stdbuf|time|flock|strace|ltrace|unbuffer|start-"
        "stop-"
        "daemon"
        "|systemd-run|at|batch|crontab|make|cmake|git|tar|zip|cpio|docker|podman|kubectl|ansible[\\w-]*"
        "|ld(?:-linux)?[\\w.-]*\\.so[\\d.]*)")));
    return form.match(name).hasMatch();
}

/// Root or the running user, and writable for nobody else but a group that its owner chose.
bool isTrusted(const struct stat& info, bool folder)
{
    const bool ours = info.st_uid == 0 || info.st_uid == ::geteuid();
    const bool sticky = folder && (info.st_mode & S_ISVTX) != 0;
    return sticky || (ours && (info.st_mode & S_IWOTH) == 0);
}

} // namespace

Outcome checkProgram(const QString& path, bool filled)
{
    const QString shown = visible(path, 200);
    if (!path.startsWith(QChar(u'/')) || QDir::cleanPath(path) != path)
        return refused(QStringLiteral("the program “%1” must be an absolute path without “..”").arg(shown));
    const QString real = QFileInfo(path).canonicalFilePath();

    struct stat info { };

    if (real.isEmpty() || ::stat(real.toUtf8().constData(), &info) != 0)
        return refused(QStringLiteral("there is no program %1 on this machine").arg(shown));
    if (!S_ISREG(info.st_mode) || ::access(real.toUtf8().constData(), X_OK) != 0)
        return refused(QStringLiteral("%1 is no program that may be started").arg(shown));
    if (!isTrusted(info, false))
        return refused(QStringLiteral(
            "%1 must belong to root or to the user of the server, and nobody else may write it")
                           .arg(shown));
    for (QDir folder = QFileInfo(real).dir();; folder.cdUp()) {
        if (::stat(folder.path().toUtf8().constData(), &info) != 0 || !isTrusted(info, true))
            return refused(QStringLiteral("%1 lies in %2, in which others may put a file in its place")
                               .arg(shown, folder.path()));
        if (folder.isRoot())
            break;
    }
    if (filled && (takesCommands(QFileInfo(path).fileName()) || takesCommands(QFileInfo(real).fileName())))
        return refused(QStringLiteral("%1 can take a command or program text as an argument, so all of its "
                                      "arguments must be written out: no {jq: …}")
                           .arg(shown));
    return Done {};
}

Outcome checkArgument(const QString& value, const QString& what)
{
    if (value.size() > k_longestArgument)
        return error("action.value",
            QStringLiteral("%1 has %2 characters; at most %3 are taken.")
                .arg(what)
                .arg(value.size())
                .arg(k_longestArgument));
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value[i];
        const bool pair = c.isHighSurrogate() && i + 1 < value.size() && value[i + 1].isLowSurrogate();
        const bool control = (c < QChar(0x20) && c != QChar(u'\t') && c != QChar(u'\n'))
            || (c >= QChar(0x7f) && c <= QChar(0x9f));
        const bool mark = c == QChar(QChar::ByteOrderMark); // many readers drop it, so it is no exact text
        if (control || mark || (c.isSurrogate() && !pair))
            return error("action.value",
                QStringLiteral("%1 has a character that no argument may have: “%2”.")
                    .arg(what, visible(value, 200)));
        i += pair ? 1 : 0;
    }
    return Done {};
}

} // namespace quarterdeck
