// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/topologyimport.h"

#include "app/connectors/jsonscanner.h"
#include "app/connectors/yamlnode.h"
#include "models/domain/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <optional>

namespace quarterdeck {

namespace {

    using S = QLatin1StringView;

    constexpr qsizetype k_longestName = 200;
    constexpr int k_mostKeys = 1'000'000;

    /// Collects services by name and refuses names that could not stand in the file.
    class Gathered {
    public:
        explicit Gathered(QString file)
            : m_file(std::move(file))
        {
        }

        void refuse(const QString& what) { m_refused += QStringLiteral("%1: %2.").arg(m_file, what); }

        ServiceNode* service(const QString& name)
        {
            if (!isName(name))
                return nullptr;
            const auto [place, fresh] = m_services.try_emplace(name);
            place->second.name = name;
            return &place->second;
        }

        void edge(const QString& from, const QString& to)
        {
            if (from == to || !isName(from) || !isName(to))
                return;
            auto& needs = service(from)->dependsOn;
            if (std::find(needs.begin(), needs.end(), to) == needs.end())
                needs.push_back(to);
        }

        TopologyImport take()
        {
            TopologyImport out;
            for (auto& [name, node] : m_services)
                out.services.push_back(std::move(node));
            out.refused = std::move(m_refused);
            return out;
        }

    private:
        bool isName(const QString& name)
        {
            const bool good = !name.isEmpty() && name.size() <= k_longestName && !name.contains(S(": *"))
                && !name.contains(S(": &")) && std::none_of(name.begin(), name.end(), [](QChar c) {
                       return c.category() == QChar::Other_Control;
                   });
            if (!good)
                refuse(QStringLiteral("“%1” cannot be the name of a service; it was left out")
                           .arg(visible(name, 80)));
            return good;
        }

        QString m_file;
        std::map<QString, ServiceNode> m_services;
        QStringList m_refused;
    };

    QJsonValue toJsonValue(const YamlNode& node)
    {
        if (node.isScalar())
            return node.text;
        if (node.isList()) {
            QJsonArray list;
            for (const YamlNode& item : node.items)
                list.append(toJsonValue(item));
            return list;
        }
        QJsonObject object;
        for (const auto& [key, value] : node.members)
            object.insert(key, toJsonValue(value));
        return node.isMap() ? QJsonValue(object) : QJsonValue();
    }

    /// "component:default/shop" → "shop"; another namespace stays, since two may have one name.
    QString refName(const QString& ref)
    {
        QString name = ref.section(QChar(u':'), -1);
        if (name.startsWith(S("default/")))
            name = name.mid(8);
        return name;
    }

    QString refKind(const QString& ref, const QString& usual)
    {
        return ref.contains(QChar(u':')) ? ref.section(QChar(u':'), 0, 0).toLower() : usual;
    }

    QStringList texts(const QJsonValue& value)
    {
        QStringList out;
        for (const QJsonValue& item : value.toArray()) {
            if (item.isString())
                out += item.toString();
        }
        return out;
    }

    /// Of one entity, by relation or else by the spec's short references.
    QStringList related(const QJsonObject& entity, S relation, S inSpec)
    {
        QStringList out;
        for (const QJsonValue& item : entity.value(S("relations")).toArray()) {
            const QJsonObject one = item.toObject();
            if (one.value(S("type")).toString() == relation)
                out += one.value(S("targetRef")).toString();
        }
        if (!out.isEmpty())
            return out;
        const QJsonValue short_ = entity.value(S("spec")).toObject().value(inSpec);
        return short_.isString() ? QStringList { short_.toString() } : texts(short_);
    }

    QString entityName(const QJsonObject& entity)
    {
        const QJsonObject meta = entity.value(S("metadata")).toObject();
        const QString space = meta.value(S("namespace")).toString();
        const QString name = meta.value(S("name")).toString();
        return name.isEmpty() || space.isEmpty() || space == S("default") ? name : space + QChar(u'/') + name;
    }

    void gatherBackstage(const QJsonArray& entities, Gathered& all)
    {
        std::map<QString, QStringList> providers; // by API
        for (const QJsonValue& value : entities) {
            const QJsonObject entity = value.toObject();
            for (const QString& api : related(entity, S("providesApi"), S("providesApis")))
                providers[refName(api)] += entityName(entity);
        }
        for (const QJsonValue& value : entities) {
            const QJsonObject entity = value.toObject();
            const QString kind = entity.value(S("kind")).toString().toLower();
            if (kind.isEmpty()) {
                all.refuse(QStringLiteral("an entity has no kind"));
                continue;
            }
            if (kind != S("component") && kind != S("resource"))
                continue; // groups, users, systems and APIs are no services
            const QString name = entityName(entity);
            ServiceNode* service = all.service(name);
            if (!service)
                continue;
            const QStringList owners = related(entity, S("ownedBy"), S("owner"));
            service->owner = owners.isEmpty() ? QString() : refName(owners.front());
            for (const QString& needed : related(entity, S("dependsOn"), S("dependsOn"))) {
                const QString what = refKind(needed, QStringLiteral("component"));
                if (what == S("component") || what == S("resource"))
                    all.edge(name, refName(needed));
            }
            for (const QString& api : related(entity, S("consumesApi"), S("consumesApis"))) {
                for (const QString& provider : providers[refName(api)])
                    all.edge(name, provider);
            }
        }
    }

    Outcome readBackstage(const QByteArray& text, const QString& file, Gathered& all)
    {
        const QByteArray start = text.trimmed().left(1);
        QJsonArray entities;
        if (start == "{" || start == "[") {
            ScanLimits limits;
            limits.keys = k_mostKeys;
            const auto scanned = scanJson(text, limits);
            if (!scanned)
                return scanned.error();
            const auto document = QJsonDocument::fromJson(*scanned);
            entities = document.isArray()                ? document.array()
                : document.object().contains(S("items")) ? document.object().value(S("items")).toArray()
                                                         : QJsonArray { document.object() };
        } else {
            int line = 1, began = 1;
            QByteArray document;
            const auto finish = [&] {
                const auto node =
                    document.trimmed().isEmpty() ? Result<YamlNode>(YamlNode {}) : readYaml(document, file);
                if (!node)
                    all.refuse(QStringLiteral(
                        "the document that begins at line %1 was left out, since it is no YAML that is "
                        "read here (%2)")
                                   .arg(began)
                                   .arg(node.error().sentence.section(QChar(u':'), 2).trimmed().chopped(1)));
                else if (node->isMap())
                    entities.append(toJsonValue(*node));
                document.clear();
                began = line + 1;
            };
            for (const QByteArray& one : text.split('\n')) {
                if (one.startsWith("---"))
                    finish();
                else
                    document += one + '\n';
                ++line;
            }
            finish();
        }
        gatherBackstage(entities, all);
        return Done {};
    }

    Outcome readOwn(const QByteArray& text, const QString& file, Gathered& all)
    {
        const auto root = readYaml(text, file);
        if (!root)
            return root.error();
        for (const QJsonValue& value : toJsonValue(*root).toObject().value(S("services")).toArray()) {
            const QJsonObject entry = value.toObject();
            ServiceNode* service = all.service(entry.value(S("name")).toString());
            if (!service)
                continue;
            service->owner = entry.value(S("owner")).toString();
            service->customerFacing = entry.value(S("customer_facing")).toString() == S("true");
            for (const QString& needed : texts(entry.value(S("depends_on"))))
                all.edge(service->name, needed);
        }
        return Done {};
    }

    /// Rows of RFC 4180: fields in quotes may hold commas, quotes (doubled) and line ends.
    std::vector<std::pair<int, QStringList>> csvRows(const QString& text)
    {
        std::vector<std::pair<int, QStringList>> rows;
        QStringList row;
        QString field;
        bool quoted = false;
        int line = 1, began = 1;
        const auto endRow = [&] {
            row += field.trimmed();
            field.clear();
            if (row.size() > 1 || !row.front().isEmpty())
                rows.emplace_back(began, row);
            row.clear();
        };
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text[i];
            if (c == QChar(u'\n'))
                ++line;
            if (quoted) {
                if (c != QChar(u'"'))
                    field += c;
                else if (text.mid(i + 1, 1) == S("\""))
                    field += text[++i];
                else
                    quoted = false;
            } else if (c == QChar(u'"')) {
                quoted = true;
            } else if (c == QChar(u',')) {
                row += field.trimmed();
                field.clear();
            } else if (c == QChar(u'\n')) {
                endRow();
                began = line;
            } else if (c != QChar(u'\r')) {
                field += c;
            }
        }
        endRow();
        return rows;
    }

    Outcome readCsv(const QByteArray& text, const QString& file, Gathered& all)
    {
        auto rows = csvRows(QString::fromUtf8(text.startsWith("\xef\xbb\xbf") ? text.mid(3) : text));
        QStringList head = rows.empty() ? QStringList() : rows.front().second;
        for (QString& name : head)
            name = name.toLower().replace(QChar(u' '), QChar(u'_'));
        const auto column = [&](std::initializer_list<S> names) {
            for (const S name : names) {
                if (const auto at = head.indexOf(name); at >= 0)
                    return at;
            }
            return qsizetype(-1);
        };
        const auto name = column({ S("name"), S("service") }), owner = column({ S("owner"), S("team") }),
                   facing = column({ S("customer_facing") }),
                   needs = column({ S("depends_on"), S("dependencies") }),
                   from = column({ S("from"), S("parent"), S("client") }),
                   to = column({ S("to"), S("child"), S("server") });
        if (name < 0 && (from < 0 || to < 0))
            return error("topology.import",
                QStringLiteral(
                    "%1: the first line must name its columns: name, owner, customer_facing, depends_on; or "
                    "from, to.")
                    .arg(file));
        for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
            const auto& [line, fields] = *row;
            if (fields.size() > head.size()) {
                all.refuse(
                    QStringLiteral("line %1 has more fields than the first line; it was left out").arg(line));
                continue;
            }
            const auto at = [&fields = row->second](
                                qsizetype i) { return i < 0 ? QString() : fields.value(i); };
            if (name < 0) {
                all.service(at(from));
                all.service(at(to));
                all.edge(at(from), at(to));
                continue;
            }
            ServiceNode* service = all.service(at(name));
            if (!service)
                continue;
            service->owner = at(owner);
            const QString yes = at(facing).toLower();
            service->customerFacing = yes == S("true") || yes == S("yes") || yes == S("1");
            for (const QString& needed :
                at(needs).replace(QChar(u'|'), QChar(u';')).split(QChar(u';'), Qt::SkipEmptyParts))
                all.edge(service->name, needed.trimmed());
        }
        return Done {};
    }

    /// A reference field: a text, or {display_value, value}.
    QString shown(const QJsonValue& value)
    {
        return value.isObject() ? value.toObject().value(S("display_value")).toString() : value.toString();
    }

    QString referred(const QJsonValue& value)
    {
        return value.isObject() ? value.toObject().value(S("value")).toString() : value.toString();
    }

    Outcome readServiceNow(const QJsonDocument& document, Gathered& all)
    {
        QJsonArray records = document.array();
        for (const S list : { S("result"), S("records"), S("cmdb_ci"), S("cmdb_rel_ci") }) {
            for (const QJsonValue& record : document.object().value(list).toArray())
                records.append(record);
        }
        std::map<QString, QString> names; // by sys_id
        for (const QJsonValue& value : records) {
            const QJsonObject record = value.toObject();
            if (record.contains(S("parent")) && record.contains(S("child")))
                continue;
            ServiceNode* service = all.service(shown(record.value(S("name"))));
            if (!service)
                continue;
            names[shown(record.value(S("sys_id")))] = service->name;
            for (const S field :
                { S("support_group"), S("assignment_group"), S("owned_by"), S("managed_by") }) {
                if (service->owner.isEmpty())
                    service->owner = shown(record.value(field));
            }
        }
        const auto nameOf = [&](const QJsonValue& reference) {
            const auto known = names.find(referred(reference));
            return known != names.end() ? known->second : reference.isObject() ? shown(reference) : QString();
        };
        for (const QJsonValue& value : records) {
            const QJsonObject record = value.toObject();
            if (!record.contains(S("parent")) || !record.contains(S("child")))
                continue;
            // "Depends on::Used by": the parent depends on the child. What merely contains or manages is no
            // dependency.
            const QString type = shown(record.value(S("type"))).section(S("::"), 0, 0).toLower();
            if (type != S("depends on") && type != S("uses") && type != S("runs on") && type != S("hosted on")
                && type != S("consumes") && type != S("connects to"))
                continue;
            const QString from = nameOf(record.value(S("parent"))), to = nameOf(record.value(S("child")));
            if (from.isEmpty() || to.isEmpty())
                all.refuse(QStringLiteral(
                    "a relation names a configuration item that is not in the file; it was left out"));
            else
                all.edge(from, to);
        }
        return Done {};
    }

    Outcome readTraces(const QJsonDocument& document, Gathered& all)
    {
        const QJsonValue data =
            document.isArray() ? QJsonValue(document.array()) : document.object().value(S("data"));
        const bool tempo = data.isObject();
        for (const QJsonValue& value :
            tempo ? data.toObject().value(S("result")).toArray() : data.toArray()) {
            const QJsonObject edge =
                tempo ? value.toObject().value(S("metric")).toObject() : value.toObject();
            const QString from = edge.value(tempo ? S("client") : S("parent")).toString();
            const QString to = edge.value(tempo ? S("server") : S("child")).toString();
            if (from.isEmpty() || to.isEmpty()) {
                all.refuse(QStringLiteral("an edge has no %1; it was left out")
                               .arg(from.isEmpty() ? S("caller") : S("callee")));
                continue;
            }
            if (tempo && from == S("user"))
                continue; // Tempo's word for who called without a trace
            all.service(from);
            all.service(to);
            all.edge(from, to);
        }
        return Done {};
    }

    Outcome readJson(const QByteArray& text, Gathered& all, Outcome (*read)(const QJsonDocument&, Gathered&))
    {
        ScanLimits limits;
        limits.keys = k_mostKeys;
        const auto scanned = scanJson(text, limits);
        if (!scanned)
            return scanned.error();
        return read(QJsonDocument::fromJson(*scanned), all);
    }

    QByteArray quoted(const QString& text)
    {
        const QByteArray list = QJsonDocument(QJsonArray { text }).toJson(QJsonDocument::Compact);
        return list.mid(1, list.size() - 2);
    }

} // namespace

Result<TopologyImport> importTopology(const QString& format, const QByteArray& text, const QString& file)
{
    Gathered all(file);
    Outcome read = error("topology.import",
        QStringLiteral(
            "“%1” is no format that is read here; there are backstage, yaml, csv, servicenow and traces.")
            .arg(visible(format, 40)));
    if (format == S("backstage"))
        read = readBackstage(text, file, all);
    else if (format == S("yaml"))
        read = readOwn(text, file, all);
    else if (format == S("csv"))
        read = readCsv(text, file, all);
    else if (format == S("servicenow"))
        read = readJson(text, all, readServiceNow);
    else if (format == S("traces"))
        read = readJson(text, all, readTraces);
    if (!read)
        return read.error();
    TopologyImport out = all.take();
    if (out.services.empty())
        return error("topology.import",
            QStringLiteral("No service was found in %1. %2")
                .arg(file,
                    out.refused.isEmpty() ? QStringLiteral("It may be of another format than %1.").arg(format)
                                          : out.refused.front()));
    return out;
}

std::vector<ServiceNode> mergeTopology(
    std::vector<ServiceNode> known, const std::vector<ServiceNode>& imported)
{
    for (const ServiceNode& one : imported) {
        const auto place = std::find_if(
            known.begin(), known.end(), [&](const ServiceNode& node) { return node.name == one.name; });
        if (place == known.end()) {
            known.push_back(one);
            continue;
        }
        if (!one.owner.isEmpty())
            place->owner = one.owner;
        place->customerFacing = place->customerFacing || one.customerFacing;
        for (const QString& needed : one.dependsOn) {
            if (std::find(place->dependsOn.begin(), place->dependsOn.end(), needed) == place->dependsOn.end())
                place->dependsOn.push_back(needed);
        }
    }
    return known;
}

QByteArray writeTopology(const std::vector<ServiceNode>& services)
{
    QByteArray out = "services:\n";
    for (const ServiceNode& service : services) {
        out += "  - name: " + quoted(service.name) + '\n';
        if (!service.owner.isEmpty())
            out += "    owner: " + quoted(service.owner) + '\n';
        if (service.customerFacing)
            out += "    customer_facing: true\n";
        if (!service.dependsOn.empty()) {
            out += "    depends_on:\n";
            for (const QString& needed : service.dependsOn)
                out += "      - " + quoted(needed) + '\n';
        }
    }
    return out;
}

} // namespace quarterdeck
