// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/topologyfile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <yaml-cpp/yaml.h>

namespace quarterdeck {

namespace {

constexpr qint64 maxBytes = 1 << 20;
constexpr size_t maxServices = 20'000;

QString text(const YAML::Node& node)
{
    return node && node.IsScalar() ? QString::fromStdString(node.as<std::string>()) : QString();
}

} // namespace

Result<TopologyLoaded> readTopology(const QString& file)
{
    const auto bad = [&](int line, const QString& what) {
        return error("topology.file",
            QStringLiteral("The service map %1, line %2: %3.").arg(file).arg(line + 1).arg(what));
    };
    QFile f(file);
    if (!f.open(QIODevice::ReadOnly))
        return error("topology.unreadable",
            QStringLiteral("The service map %1 cannot be read: %2. Alerts are grouped without it.")
                .arg(file, f.errorString()));
    if (f.size() > maxBytes)
        return bad(0, QStringLiteral("it is larger than 1 MiB"));
    const QByteArray bytes = f.readAll();
    // Aliases could blow a small file up to gigabytes; a service map has no need of them.
    for (const auto& line : bytes.split('\n')) {
        const auto t = line.trimmed();
        if (t.startsWith("- *") || t.contains(": *") || t.contains(": &"))
            return bad(0, QStringLiteral("anchors and aliases are not taken"));
    }
    TopologyLoaded out;
    out.hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    out.file = QFileInfo(file).fileName();
    try { // yaml-cpp reports by exception; none leaves this function
        const auto root = YAML::Load(bytes.toStdString());
        if (!root.IsMap() || !root["services"] || !root["services"].IsSequence())
            return bad(0, QStringLiteral("a list “services:” is missing"));
        QSet<QString> names;
        for (const auto& node : root["services"]) {
            ServiceNode service;
            service.name = node.IsMap() ? text(node["name"]) : QString();
            if (service.name.isEmpty())
                return bad(node.Mark().line, QStringLiteral("a service has no name"));
            if (names.contains(service.name))
                return bad(node.Mark().line, QStringLiteral("“%1” stands there twice").arg(service.name));
            names.insert(service.name);
            service.owner = text(node["owner"]);
            service.customerFacing = text(node["customer_facing"]) == QLatin1String("true");
            for (const auto& needed : node["depends_on"])
                service.dependsOn.push_back(text(needed));
            out.services.push_back(std::move(service));
            if (out.services.size() > maxServices)
                return bad(node.Mark().line, QStringLiteral("more than %1 services").arg(maxServices));
        }
    } catch (const YAML::Exception& e) {
        return bad(e.mark.line, QString::fromStdString(e.msg));
    }
    return out;
}

} // namespace quarterdeck
