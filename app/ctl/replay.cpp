// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/clock/wallclock.h"
#include "app/ctl/arguments.h"
#include "app/ctl/ctl.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTimer>

#include <vector>

// A recording, as `packaging/lab record` writes it: JSON lines. The first is a header
//   {"quarterdeck_recording":1,"title":…,"recorded_at":RFC 3339,"seconds":…}
// and each further one a request as it was received, with its arrival in seconds after recorded_at:
//   {"t":…,"method":"POST","path":…,"headers":{…},"body":"…"}
// Playing sends them in order and on time; every time inside a body is moved by the same rule, so that
// what began three seconds before its request still does, and what was promised is still promised.

namespace quarterdeck {

namespace {

constexpr int retryMs = 500;
constexpr int maxTries = 120;
constexpr int transferTimeoutMs = 15'000;

struct RecordedRequest {
    double t = 0;
    QString path;
    QByteArray contentType;
    QByteArray body;
};

struct Recording {
    QString title;
    Instant recordedAt = 0;
    std::vector<RecordedRequest> requests;
};

Result<Recording> read(const QString& name, const QStringList& only)
{
    QFile f(name);
    if (!f.open(QIODevice::ReadOnly))
        return error("recording.unreadable", QStringLiteral("%1 cannot be read: %2.").arg(name, f.errorString()));
    Recording out;
    for (int line = 1; !f.atEnd(); ++line) {
        const auto o = QJsonDocument::fromJson(f.readLine()).object();
        if (line == 1) {
            const auto at = fromIso(o.value(QStringLiteral("recorded_at")).toString());
            if (o.value(QStringLiteral("quarterdeck_recording")).toInt() != 1 || !at)
                return error("recording.header",
                    QStringLiteral("%1 is no recording: its first line must be {\"quarterdeck_recording\":1, "
                                   "\"recorded_at\":…}.")
                        .arg(name));
            out.title = o.value(QStringLiteral("title")).toString();
            out.recordedAt = *at;
            continue;
        }
        if (o.isEmpty())
            return error("recording.line", QStringLiteral("%1, line %2 is no JSON object.").arg(name, QString::number(line)));
        RecordedRequest r;
        r.t = o.value(QStringLiteral("t")).toDouble();
        r.path = o.value(QStringLiteral("path")).toString();
        r.contentType
            = o.value(QStringLiteral("headers")).toObject().value(QStringLiteral("content-type")).toString().toUtf8();
        r.body = o.value(QStringLiteral("body")).toString().toUtf8();
        if (only.isEmpty() || only.contains(r.path))
            out.requests.push_back(std::move(r));
    }
    return out;
}

/// Moves every time in a text: recordedAt becomes `start`, and distances shrink by `speed`.
QByteArray moved(const QByteArray& body, Instant recordedAt, Instant start, double speed)
{
    static const QRegularExpression time(
        QStringLiteral(R"(2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))"));
    const QString text = QString::fromUtf8(body);
    QString out;
    qsizetype from = 0;
    for (auto it = time.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(text).mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const auto at = fromIso(match.captured());
        out += at ? toIso(start + static_cast<qint64>(static_cast<double>(*at - recordedAt) / speed))
                  : match.captured();
    }
    out += QStringView(text).mid(from);
    return out.toUtf8();
}

class Player : public QObject {
public:
    Player(Recording recording, QUrl to, double speed)
        : m_recording(std::move(recording))
        , m_to(std::move(to))
        , m_speed(speed)
        , m_start(m_clock.now())
    {
        m_network.setTransferTimeout(transferTimeoutMs);
        m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        next();
    }

    int accepted = 0;
    int refused = 0;

private:
    void next()
    {
        if (m_index == m_recording.requests.size()) {
            QCoreApplication::exit(refused ? 1 : 0);
            return;
        }
        const auto& r = m_recording.requests[m_index];
        const auto due = static_cast<qint64>(r.t * 1000 / m_speed);
        QTimer::singleShot(qMax<qint64>(0, due - m_clock.monotonic()), this, [this] { send(); });
    }

    void send()
    {
        const auto& r = m_recording.requests[m_index];
        QUrl url = m_to;
        QString base = url.path();
        while (base.endsWith(QLatin1Char('/')))
            base.chop(1);
        url.setPath(base + r.path);
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setHeader(QNetworkRequest::ContentTypeHeader, r.contentType);
        auto* reply = m_network.post(request, moved(r.body, m_recording.recordedAt, m_start, m_speed));
        connect(reply, &QNetworkReply::finished, this, [this, reply] { answered(reply); });
    }

    void answered(QNetworkReply* reply)
    {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if ((status == 0 || status == 503) && ++m_tries < maxTries) {
            QTimer::singleShot(retryMs, this, [this] { send(); });
            return;
        }
        if (status >= 200 && status < 300) {
            ++accepted;
        } else {
            ++refused;
            complain(error("replay.refused",
                         QStringLiteral("Request %1 (%2): %3 %4")
                             .arg(m_index + 1)
                             .arg(m_recording.requests[m_index].path)
                             .arg(status)
                             .arg(status ? QString::fromUtf8(reply->readAll()) : reply->errorString())),
                1);
        }
        m_tries = 0;
        ++m_index;
        next();
    }

    WallClock m_clock;
    Recording m_recording;
    QUrl m_to;
    double m_speed;
    Instant m_start;
    QNetworkAccessManager m_network;
    size_t m_index = 0;
    int m_tries = 0;
};

} // namespace

int replayCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"to", "speed", "only"}, {});
    if (const auto bad = a.problem({"to"}))
        return complain(*bad, 2);
    if (a.words().size() != 1)
        return complain(error("usage", QStringLiteral("replay takes one RECORDING; see --help.")), 2);
    const double speed = a.has("speed") ? a.value("speed").toDouble() : 1.0;
    if (!(speed >= 0.01 && speed <= 1000))
        return complain(error("usage", QStringLiteral("--speed takes a number from 0.01 to 1000.")), 2);
    const QUrl to(a.value("to"));
    if (!to.isValid() || !to.scheme().startsWith(QLatin1String("http")))
        return complain(error("usage", QStringLiteral("--to takes an http or https URL.")), 2);
    auto recording = read(a.words()[0], a.values("only"));
    if (!recording)
        return complain(recording.error(), 1);
    const auto count = recording->requests.size();
    print(QStringLiteral("playing “%1”: %2 requests at speed %3").arg(recording->title, QString::number(count), QString::number(speed)));
    std::fflush(stdout);
    Player player(std::move(recording).value(), to, speed);
    const int code = QCoreApplication::exec();
    print(QStringLiteral("%1 accepted, %2 refused").arg(player.accepted).arg(player.refused));
    return code;
}

} // namespace quarterdeck
