// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/relay/intake.h"
#include "app/relay/sourcebook.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

namespace quarterdeck {

/// Keeps silences here and at one Alertmanager the same. Each round reads its list and takes over what is set, changed
/// and ended there; where the source is configured to write, what was set or ended here is told to it then: queued as
/// an entry before it is tried, and tried again until it is taken, or refused for good. An attempt follows a reading
/// that did not find our silence, so that a lost answer does not set it twice. In an exercise nothing is written.
class SilenceLink : public QObject {
    Q_OBJECT

public:
    SilenceLink(SourceConfig config, Intake& intake, SourceBook& sources, Recorder& recorder, QObject* parent = nullptr);

private:
    void round();
    void read();
    void answered(QNetworkReply* reply);
    void write();
    void send(const SilenceInfo& silence, bool end);
    void told(SilenceId id, bool end, QNetworkReply* reply);
    void judged(SilenceId id, bool end, int status, const QString& remote, const QString& answer, bool refused = false);
    void finished(const QString& problem = {});
    void queueSoon();
    bool writes() const;

    SourceConfig m_config;
    Intake& m_intake;
    SourceBook& m_sources;
    Recorder& m_recorder;
    QNetworkAccessManager m_network;
    QTimer m_timer;
    SourceId m_id;
    std::map<SilenceId, quint32> m_attempts; ///< the journal knows those that were told
    std::set<SilenceId> m_asked; ///< in this round
    bool m_busy = false;
    bool m_tellAgain = false; ///< something waits after an attempt that came to nothing
    int m_failures = 0;
};

} // namespace quarterdeck
