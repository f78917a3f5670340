// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connectorloader.h"
#include "app/relay/intake.h"
#include "app/relay/sourcebook.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

namespace quarterdeck {

/// A request to a source that is polled, with its credentials.
QNetworkRequest sourceRequest(const SourceConfig& config, const QString& path);

/// Asks one system for its alerts, for a desktop that nobody can reach from outside. Each round asks the
/// status first: an answer of another instance than before proves nothing about what is missing. One for each
/// path of the connector. An answer that did not change is not sent again (ETag) and counts again: what it lists
/// still fires. Where it fails, or says so, it is asked more and more rarely, at least every five minutes.
class Poller : public QObject {
    Q_OBJECT

public:
    /// Instance, absence and failure are told to `sources`; answers go through `intake`.
    Poller(SourceConfig config, const Connector& connector, std::size_t rule, Intake& intake, SourceBook& sources, Recorder& recorder,
        JqWorker& worker, QObject* parent = nullptr);

    /// What the system says when it is asked once more, beside the rounds: nothing of it is recorded.
    struct Report {
        QString problem; ///< why it could not be asked; then the rest is void
        QString version; ///< empty: its connector asks for none
        int count = 0; ///< signals in the answer's first page
        qint64 skewMs = 0; ///< the system's clock minus ours, as its answer's Date says; whole seconds
    };
    void test(std::function<void(Report)> done);

private:
    void testAlerts(Report report, std::function<void(Report)> done);
    void round();
    void askStatus();
    void askAlerts(const QString& path);
    void answered(QNetworkReply* reply);
    /// The answer counts; the round is over, or goes on with the next page.
    void page(const QByteArray& body, const QByteArray& headers);
    void finished();
    void failed(const QString& problem, qint64 notBeforeMs = 0);
    void report(const std::optional<SourceBook::Change>& change);
    QNetworkReply* get(const QString& path, bool whole = false); ///< whole: not only what changed

    SourceConfig m_config;
    const std::size_t m_index;
    const PollRule m_rule;
    QString m_connector;
    Intake& m_intake;
    SourceBook& m_sources;
    Recorder& m_recorder;
    Mapper m_mapper;
    const Connector m_definition; ///< a copy: the file may change
    QNetworkAccessManager m_network;
    QTimer m_timer;
    QString m_instance;
    QByteArray m_etag; ///< of the first page
    QByteArray m_body; ///< what m_etag stands for
    int m_pages = 0; ///< of this round
    bool m_busy = false;
    int m_failures = 0;
};

} // namespace quarterdeck
