// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/sourcequality.h"

#include <algorithm>
#include <unordered_map>

namespace quarterdeck {

namespace {

    /// What the map says about a service, looked up once per name instead of once per alert.
    class Owners {
    public:
        explicit Owners(const Workspace& w)
            : m_w(w)
        {
        }

        const ServiceNode* of(NameIndex service)
        {
            const auto [it, isNew] = m_known.try_emplace(service, nullptr);
            if (isNew)
                it->second = m_w.topology().find(m_w.name(service));
            return it->second;
        }

    private:
        const Workspace& m_w;
        std::unordered_map<NameIndex, const ServiceNode*> m_known;
    };

} // namespace

std::vector<SourceQuality> sourceQuality(const Workspace& w)
{
    std::vector<SourceQuality> out(w.sources().size());
    Owners owners(w);
    for (quint32 i = 1; i <= w.alertCount(); ++i) {
        const auto& row = w.alert({i});
        if (row.source.value == 0 || row.source.value > out.size())
            continue;
        auto& q = out[row.source.value - 1];
        const auto* node = owners.of(row.service);
        const bool named = !w.name(row.service).isEmpty();
        ++q.alerts;
        q.noService += named ? 0 : 1;
        q.unmapped += named && !node ? 1 : 0;
        q.noOwner += !node || node->owner.isEmpty() ? 1 : 0;
        q.noSeverity += row.severity == Severity::Unknown ? 1 : 0;
    }
    return out;
}

SourcePreview sourcePreview(const Workspace& w, SourceId source, size_t limit)
{
    SourcePreview out;
    std::unordered_map<NameIndex, quint32> counts;
    for (quint32 i = 1; i <= w.alertCount(); ++i) {
        const auto& row = w.alert({i});
        if (row.source != source)
            continue;
        ++counts[row.service];
        if (const auto s = static_cast<size_t>(row.severity); s < out.severities.size())
            ++out.severities[s];
    }
    for (const auto& [service, alerts] : counts) {
        const auto* node = w.topology().find(w.name(service));
        out.services.push_back({w.name(service), alerts, node != nullptr, node ? node->owner : QString()});
    }
    std::sort(out.services.begin(), out.services.end(), [](const NamedService& a, const NamedService& b) {
        return a.alerts != b.alerts ? a.alerts > b.alerts : a.name < b.name;
    });
    if (out.services.size() > limit) {
        out.otherServices = static_cast<quint32>(out.services.size() - limit);
        out.services.resize(limit);
    }
    return out;
}

} // namespace quarterdeck
