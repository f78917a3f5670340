// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/outputkeeper.h"
#include "app/actions/stepexecution.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>

#include <set>

namespace quarterdeck {

/// A request as actions make them: where it was addressed and nowhere else. No redirect, proxy, cookie,
/// stored password or HTTP/2; an answer in the encoding that it has.
QNetworkRequest plainRequest(const QString& address, qint64 timeoutMs);

/// One request of a resolved step (resolver.h tells its form). Success is a status that the runbook lists.
class HttpStep final : public StepExecution {
    Q_OBJECT

public:
    HttpStep(const ResolvedStep& step, QNetworkAccessManager& network, QObject* parent = nullptr);
    ~HttpStep() override;

    void start() override;
    void stop(const QString& why) override;

private:
    void readAnswer();
    void answered();
    void conclude(RunEnd end, const QString& reason);

    ResolvedStep m_step;
    QNetworkAccessManager& m_network;
    QPointer<QNetworkReply> m_reply;
    std::set<int> m_expect;
    OutputKeeper m_keeper;
    bool m_outOfTime = false;
    bool m_done = false;
};

} // namespace quarterdeck
