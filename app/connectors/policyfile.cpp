// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/policyfile.h"

#include "app/connectors/yamlnode.h"
#include "models/domain/typename.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <set>

namespace quarterdeck {

namespace {

    constexpr size_t policiesMost = 100;
    constexpr qint64 fileMost = 256 * 1024;

    const std::set<QString>& parameterNames()
    {
        static const std::set<QString> names { QStringLiteral("link_threshold"),
            QStringLiteral("bridge_threshold"), QStringLiteral("calm_minutes"),
            QStringLiteral("steady_bits") };
        return names;
    }

    /// Why the member is refused; empty: taken.
    QString take(const QString& key, const YamlNode& value, AcceptancePolicy& policy)
    {
        const auto number = [&](qint64 from, qint64 to, auto& out) {
            const auto n = value.toInt();
            if (!n || *n < from || *n > to)
                return QStringLiteral("%1 is a number from %2 to %3").arg(key).arg(from).arg(to);
            out = static_cast<std::remove_reference_t<decltype(out)>>(*n);
            return QString();
        };
        constexpr qint64 countMost = 100'000;
        if (key == QLatin1String("id")) {
            policy.policy = value.text;
            return value.isScalar() && !value.text.isEmpty() ? QString() : QStringLiteral("id is a word");
        }
        if (key == QLatin1String("alerts"))
            return number(1, countMost, policy.alerts);
        if (key == QLatin1String("services"))
            return number(1, countMost, policy.services);
        if (key == QLatin1String("severity"))
            return number(1, 5, policy.severity);
        if (key == QLatin1String("customer_facing")) {
            const auto yes = value.toBool();
            policy.customerFacing = yes.value_or(false);
            return yes ? QString() : QStringLiteral("customer_facing is true or false");
        }
        if (key == QLatin1String("at_least")) {
            for (const auto s :
                { Severity::Info, Severity::Low, Severity::Warning, Severity::High, Severity::Critical }) {
                if (value.text == enumName(s).toLower()) {
                    policy.atLeast = s;
                    return {};
                }
            }
            return QStringLiteral("at_least is info, low, warning, high or critical");
        }
        if (key == QLatin1String("of")) {
            for (const auto& item : value.items) {
                if (!item.isScalar())
                    return QStringLiteral("of is a list of services");
                policy.of.push_back(item.text);
            }
            return value.isList() && !policy.of.empty() ? QString()
                                                        : QStringLiteral("of is a list of services");
        }
        return QStringLiteral("“%1” is no condition").arg(key);
    }

} // namespace

Result<PolicyFile> readPolicies(const QByteArray& text, const QString& file)
{
    const auto bad = [&](int line, const QString& what) {
        return error("policies.refused", QStringLiteral("%1:%2: %3.").arg(file, QString::number(line), what),
            { file });
    };
    const auto root = readYaml(text, file);
    if (!root)
        return root.error();
    if (!root->isMap())
        return bad(root->line, QStringLiteral("a policy file has policies, parameters, or both"));
    PolicyFile out;
    out.policies.hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    out.policies.file = QFileInfo(file).fileName();
    for (const auto& [key, value] : root->members) {
        if (key == QLatin1String("parameters") && value.isMap()) {
            for (const auto& [name, node] : value.members) {
                bool ok = false;
                const double number = node.text.toDouble(&ok);
                if (!ok || !parameterNames().contains(name) || !(number >= 0 && number <= 1e6))
                    return bad(
                        node.line, QStringLiteral("“%1” is no parameter, or its value no number").arg(name));
                out.parameters[name] = number;
            }
        } else if (key == QLatin1String("policies") && value.isList() && value.items.size() <= policiesMost) {
            std::set<QString> ids;
            for (const auto& node : value.items) {
                AcceptancePolicy policy;
                for (const auto& [member, given] : node.members) {
                    if (const auto why = take(member, given, policy); !why.isEmpty())
                        return bad(given.line, why);
                }
                if (policy.policy.isEmpty() || !ids.insert(policy.policy).second)
                    return bad(node.line, QStringLiteral("a policy has an id of its own"));
                out.policies.policies.push_back(std::move(policy));
            }
        } else {
            return bad(value.line,
                QStringLiteral("“%1” is neither parameters, a map, nor policies, a list of at most %2")
                    .arg(key)
                    .arg(policiesMost));
        }
    }
    return out;
}

Result<PolicyFile> readPolicies(const QString& file)
{
    QFile f(file);
    if (!f.open(QIODevice::ReadOnly) || f.size() > fileMost)
        return error("policies.unreadable",
            QStringLiteral(
                "%1 cannot be read, or is larger than 256 KiB: %2. No group is accepted by itself.")
                .arg(file, f.errorString()));
    return readPolicies(f.readAll(), file);
}

} // namespace quarterdeck
