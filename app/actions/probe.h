// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/postcheck.h"
#include "app/connectors/jqworker.h"

#include <QNetworkAccessManager>
#include <QObject>

namespace quarterdeck {

/// Asks the probes of post-checks: one GET, then the jq condition over its JSON answer.
class Probe : public QObject {
    Q_OBJECT

public:
    Probe(QNetworkAccessManager& network, JqWorker& worker, QObject* parent = nullptr);

    /// `asked` is called once, later, unless this is gone by then. Takes at most some ten seconds.
    void ask(const ResolvedCheck& check, PostCheck::Asked asked);

private:
    void judgeAnswer(const QString& until, const QByteArray& answer, PostCheck::Asked asked);

    QNetworkAccessManager& m_network;
    JqWorker& m_worker;
};

} // namespace quarterdeck
