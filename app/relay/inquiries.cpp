// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/inquiries.h"

#include "app/connectors/sendersetup.h"
#include "app/relay/contextlinks.h"
#include "app/relay/sourceentry.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSaveFile>

namespace quarterdeck {

namespace {

constexpr int listedAtOnce = 25; // each is read with its body, on this thread
constexpr qint64 largestConnector = 512 * 1024; // an answer must fit into a frame

QString member(const QJsonObject& about, const char* name)
{
    return about.value(QLatin1StringView(name)).toString();
}

/// Shape of a token that is not known: what stands in the template tells whoever pastes it.
const QString tokenPlace = QStringLiteral("PUT-A-SENDERS-TOKEN-HERE");

} // namespace

void Inquiries::answer(const QString& topic, const QJsonObject& about, const Identity& asker, const Told& told)
{
    struct Topic {
        QLatin1StringView name;
        Permission needs;
        Result<QJsonObject> (Inquiries::*answer)(const QJsonObject&);
    };
    static constexpr std::array<Topic, 13> topics {{
        {QLatin1StringView("connectors"), Permission::Observe, &Inquiries::connectors},
        {QLatin1StringView("quality"), Permission::Observe, &Inquiries::quality},
        {QLatin1StringView("setup"), Permission::Admin, &Inquiries::setup},
        {QLatin1StringView("quarantine"), Permission::Admin, &Inquiries::quarantine},
        {QLatin1StringView("payload"), Permission::Admin, &Inquiries::payload},
        {QLatin1StringView("connector"), Permission::Admin, &Inquiries::connectorText},
        {QLatin1StringView("save"), Permission::Admin, &Inquiries::save},
        {QLatin1StringView("remap"), Permission::Admin, &Inquiries::remap},
        {QLatin1StringView("source"), Permission::Admin, nullptr},
        {QLatin1StringView("test"), Permission::Admin, nullptr},
        {QLatin1StringView("context"), Permission::Observe, nullptr},
        {QLatin1StringView("panels"), Permission::Observe, &Inquiries::panels},
        {QLatin1StringView("panel"), Permission::Observe, nullptr},
    }};
    for (const auto& known : topics) {
        if (known.name != topic)
            continue;
        if (!asker.may(known.needs))
            told(error("inquiry.not-allowed",
                QStringLiteral("%1 may not ask for this: it takes an administrator.").arg(asker.name)));
        else if (known.answer)
            told((this->*known.answer)(about));
        else if (topic == QLatin1String("source"))
            source(about, told);
        else if (topic == QLatin1String("test"))
            test(about, told);
        else if (topic == QLatin1String("panel"))
            panel(about, told);
        else
            context(about, told);
        return;
    }
    told(error("inquiry.unknown",
        QStringLiteral("The server does not know the question “%1”; it may be older than this console.").arg(topic)));
}

Result<const Connector*> Inquiries::wanted(const QJsonObject& about, const char* name) const
{
    if (const auto* found = m_connectors.find(member(about, name)))
        return found;
    return error("connector.missing", QStringLiteral("There is no connector “%1”.").arg(member(about, name)));
}

Result<QJsonObject> Inquiries::connectors(const QJsonObject&)
{
    QJsonArray known;
    for (const auto& [name, c] : m_connectors.all())
        known.append(QJsonObject {{QStringLiteral("name"), name}, {QStringLiteral("title"), c.title},
            {QStringLiteral("setup"), !c.setup.isEmpty()}, {QStringLiteral("receives"), c.native || !c.receives.empty()},
            {QStringLiteral("polls"), !c.polls.empty()}, {QStringLiteral("native"), c.native}});
    QJsonArray sources;
    for (const auto& s : m_configs)
        sources.append(QJsonObject {{QStringLiteral("name"), s.name}, {QStringLiteral("connector"), s.connector},
            {QStringLiteral("polled"), !s.pollUrl.isEmpty()}});
    return QJsonObject {{QStringLiteral("connectors"), known}, {QStringLiteral("sources"), sources},
        {QStringLiteral("url"), m_config.url}};
}

Result<QJsonObject> Inquiries::quality(const QJsonObject&)
{
    const auto counts = m_recorder.journal().quarantinedBySource();
    if (!counts)
        return counts.error();
    QJsonObject out;
    for (const auto& [source, count] : *counts)
        out.insert(source, count);
    return QJsonObject {{QStringLiteral("quarantined"), out}};
}

Result<QJsonObject> Inquiries::setup(const QJsonObject& about)
{
    const auto connector = wanted(about, "connector");
    if (!connector)
        return connector.error();
    const QString source = member(about, "source").isEmpty() ? (*connector)->name : member(about, "source");
    const QString url = member(about, "url").isEmpty() ? m_config.url : member(about, "url");
    // Read anew for each who asks: what is kept of tokens in memory are hashes.
    const bool readable = !m_config.tokenFile.isEmpty() && m_config.tokenFile != QLatin1String("-");
    const QString token = readable ? senderToken(m_config.tokenFile, source) : QString();
    const auto made = senderSetup(**connector, source, url, token.isEmpty() ? tokenPlace : token);
    if (!made)
        return made.error();
    return QJsonObject {{QStringLiteral("title"), (*connector)->title}, {QStringLiteral("text"), made->text},
        {QStringLiteral("sources_yaml"), made->sourcesYaml}, {QStringLiteral("url"), url},
        {QStringLiteral("token_known"), !token.isEmpty()},
        {QStringLiteral("watchdog"), watchdogRule(m_sources.config(source).watchdog)}};
}

Result<QJsonObject> Inquiries::quarantine(const QJsonObject& about)
{
    const auto after = static_cast<quint64>(about.value(QStringLiteral("after")).toInteger());
    const auto found = m_recorder.journal().quarantinedEvidence(listedAtOnce, after);
    if (!found)
        return found.error();
    QJsonArray items;
    for (const auto& stored : *found)
        items.append(QJsonObject {{QStringLiteral("id"), static_cast<qint64>(stored.id)},
            {QStringLiteral("source"), stored.record.source},
            {QStringLiteral("connector"), m_intake.connectorOf(stored.record)},
            {QStringLiteral("reason"), stored.reason.left(1000)}, {QStringLiteral("bytes"), stored.record.body.size()},
            {QStringLiteral("received_at"), stored.record.receivedAt}});
    return QJsonObject {{QStringLiteral("items"), items}, {QStringLiteral("more"), found->size() == listedAtOnce}};
}

Result<QJsonObject> Inquiries::payload(const QJsonObject& about)
{
    const auto stored
        = m_recorder.journal().evidence(static_cast<quint64>(about.value(QStringLiteral("id")).toInteger()));
    if (!stored)
        return stored.error();
    if (stored->record.path == Intake::outputPath)
        return error("inquiry.about", QStringLiteral("This is what an action printed and no request."));
    // With its headers, without those that authenticate: rules may ask for them.
    const auto request = Intake::requestOf(stored->record);
    QByteArray text = "POST /" + stored->record.source.toUtf8().toPercentEncoding() + " HTTP/1.1\n";
    const auto headers = QJsonDocument::fromJson(headersAsJson(request)).object();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        text += it.key().toUtf8() + ": " + it.value().toString().simplified().toUtf8() + '\n';
    text += '\n' + request.body;
    return QJsonObject {{QStringLiteral("request"), QString::fromUtf8(text)},
        {QStringLiteral("connector"), m_intake.connectorOf(stored->record)},
        {QStringLiteral("source"), stored->record.source}, {QStringLiteral("reason"), stored->reason}};
}

Result<QJsonObject> Inquiries::connectorText(const QJsonObject& about)
{
    const auto connector = wanted(about, "name");
    if (!connector)
        return connector.error();
    QFile file((*connector)->file);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestConnector)
        return error("connector.folder", QStringLiteral("%1 cannot be read, or is too large to be shown here.").arg((*connector)->file));
    return QJsonObject {{QStringLiteral("text"), QString::fromUtf8(file.readAll())},
        {QStringLiteral("own"), QFileInfo((*connector)->file).absolutePath() == QFileInfo(m_config.ownConnectors).absoluteFilePath()}};
}

Result<QJsonObject> Inquiries::save(const QJsonObject& about)
{
    const QString name = member(about, "name");
    const QByteArray text = member(about, "text").toUtf8();
    const QString path = m_config.ownConnectors + QLatin1Char('/') + name + QStringLiteral(".yaml");
    static const QRegularExpression plain(QStringLiteral("\\A[a-z0-9][a-z0-9_-]{0,63}\\z"));
    if (!plain.match(name).hasMatch())
        return error("inquiry.about",
            QStringLiteral("“%1” is no name for a connector: small letters, digits, - and _.").arg(name.left(100)));
    if (const auto connector = readConnector(text, path); !connector)
        return connector.error();
    const auto* known = m_connectors.find(name);
    if (known && m_config.laterConnectors.contains(QFileInfo(known->file).path()))
        return error("connector.folder",
            QStringLiteral("%1 stands in place of what would be saved here: change it there.").arg(known->file));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return error("connector.folder", QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString()));
    return QJsonObject {};
}

Result<QJsonObject> Inquiries::remap(const QJsonObject&)
{
    m_intake.remap();
    return QJsonObject {};
}

void Inquiries::source(const QJsonObject& about, const Told& told)
{
    const auto connector = wanted(about, "connector");
    if (!connector) {
        told(connector.error());
        return;
    }
    const QByteArray secret = member(about, "secret").toUtf8();
    SourceEntry entry {member(about, "name"), (*connector)->name, member(about, "url"), member(about, "user"), {}};
    if (!entry.pollUrl.isEmpty() && (*connector)->polls.empty()) {
        told(error("sources.entry", QStringLiteral("%1 is not asked: it sends to us. Leave its address empty.").arg((*connector)->title)));
        return;
    }
    if (!secret.isEmpty() && m_config.insecure) {
        told(error("sources.insecure",
            QStringLiteral("This server speaks plain text beyond its machine: a secret is not sent over that. On the server, "
                           "`quarterdeckctl secret set source/%1` takes it.")
                .arg(entry.name.left(64))));
        return;
    }
    if (!secret.isEmpty())
        entry.keychain = QStringLiteral("source/") + entry.name;
    const QString path = m_config.sourcesFile;
    const auto added = [path, entry]() -> Result<QByteArray> {
        QFile file(path);
        if (file.exists() && !file.open(QIODevice::ReadOnly))
            return error("sources.unreadable", QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString()));
        return withSource(file.isOpen() ? file.readAll() : QByteArray(), path, entry);
    };
    const auto write = [path, entry, added, told] {
        const auto text = added(); // again: the keychain may have taken its time
        if (!text) {
            told(text.error());
            return;
        }
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(*text) != text->size() || !file.commit())
            told(error("sources.unreadable", QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString())));
        else
            told(QJsonObject {{QStringLiteral("keychain"), entry.keychain}});
    };
    if (const auto text = added(); !text)
        told(text.error());
    else if (secret.isEmpty())
        write();
    else
        m_keychain.write(entry.keychain, secret, [told, write](const Outcome& kept) {
            if (kept)
                write();
            else
                told(kept.error());
        });
}

void Inquiries::test(const QJsonObject& about, const Told& told)
{
    const auto found = m_pollers.find(member(about, "source"));
    if (found == m_pollers.end() || found->second.empty()) {
        told(error("inquiry.about", QStringLiteral("The source “%1” is not asked by us: it sends.").arg(member(about, "source"))));
        return;
    }
    found->second.front()->test([told](const Poller::Report& report) {
        told(QJsonObject {{QStringLiteral("problem"), report.problem}, {QStringLiteral("version"), report.version},
            {QStringLiteral("count"), report.count}, {QStringLiteral("skew_ms"), report.skewMs}});
    });
}

Result<QJsonObject> Inquiries::panels(const QJsonObject&)
{
    return QJsonObject {{QStringLiteral("panels"), ContextPanels::list(m_configs, m_connectors)}};
}

void Inquiries::panel(const QJsonObject& about, const Told& told)
{
    const Workspace& w = m_recorder.workspace();
    const auto* incident = w.incident(IncidentId {static_cast<quint32>(about.value(QStringLiteral("incident")).toInteger())});
    const auto source = std::find_if(m_configs.begin(), m_configs.end(),
        [name = member(about, "source")](const SourceConfig& s) { return s.name == name; });
    const auto* connector = source == m_configs.end() ? nullptr : m_connectors.find(source->connector);
    if (!incident)
        told(error("incident.unknown", QStringLiteral("There is no such incident.")));
    else if (!connector)
        told(error("panel.unknown", QStringLiteral("The source “%1” has no such panel any more.").arg(member(about, "source"))));
    else
        m_panels.ask(*source, *connector, static_cast<std::size_t>(about.value(QStringLiteral("index")).toInteger()),
            contextOf(w, *incident, m_recorder.clock().now()), m_recorder.clock().now(), told);
}

void Inquiries::context(const QJsonObject& about, const Told& told)
{
    const Workspace& w = m_recorder.workspace();
    const auto* incident = w.incident(IncidentId {static_cast<quint32>(about.value(QStringLiteral("incident")).toInteger())});
    if (!incident) {
        told(error("incident.unknown", QStringLiteral("There is no such incident.")));
        return;
    }
    contextLinks(m_worker, m_configs, m_connectors, contextOf(w, *incident, m_recorder.clock().now()), told);
}

} // namespace quarterdeck
