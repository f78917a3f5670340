// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/consoledesk.h"

#include <QJsonObject>

#include <set>

namespace quarterdeck {

/// Turns lines of text into commands on a desk, and what the desk says into JSON lines on standard output:
///
///   {"welcomed":"anna", "permissions":[…]}   {"lost":"why"}   {"problem":"…"}   {"pulse":{…}}
///   {"head":17, "hash":"…"}   {"incident":{…}} for each that changed   {"alert":{…}} with Shows::alerts
///   {"asked":"ID", "command":"LogLine", "text":"…"}   a command was made
///   {"saved":"ID", "command":"LogLine", "text":"…"}   it is in the outbox, on disk: the screen shows it
///   {"answered":"ID", "seq":9}   or with "code" and "sentence"
///   {"refused":"what", "sentence":"…"}   what a person would read in the window
class ProbeDesk : public QObject {
    Q_OBJECT

public:
    struct Shows {
        bool pulses = false;
        bool alerts = false;
        Seq untilHead = 0; ///< end once this entry is folded; 0: go on
    };

    ProbeDesk(ConsoleDesk& desk, Shows shows, QObject* parent = nullptr);

    void listen(Session& session);

    /// One line: see commands().
    void command(const QString& line);
    static QString commands();

private:
    IncidentRef refOf(const QString& word) const;
    void ask(CommandBody body);
    void applied(const Delta& delta);
    void tellPending();
    void tellState();
    void tellLog(const IncidentRef& ref);
    void tellAlert(AlertId id);
    static void print(const QJsonObject& object);

    ConsoleDesk& m_desk;
    Shows m_shows;
    std::set<QByteArray> m_saved;
    CommandId m_declared; ///< the last Declare: "@" refers to it, with or without a number
    QByteArray m_asking;
};

} // namespace quarterdeck
