// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/rootcause.h"

#include "models/domain/text.h"
#include "models/streams/callexcess.h"
#include "models/streams/parameters.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace quarterdeck {

namespace {

    double rounded(double value)
    {
        return std::round(value * 100) / 100;
    }

    struct CauseRanking {
        const CallGraph& graph;
        const std::vector<CallUsual>& usual;
        const std::vector<CallSeries>& window;
        size_t symptom;
        ExcessKind kind;

        std::vector<double> weights {}; ///< of the window's rows
        std::vector<double> excess {};
        std::vector<double> noises {};
        std::vector<bool> off {};

        bool weigh();
        void measure();
        std::vector<CallCause> ranked() const;
        void say(CallCause& cause, const std::vector<int>& below) const;
        QString newCallees(size_t node) const;
        QString amount(double value) const;

        QString name(size_t node) const { return visible(graph.names[node], 80); }
    };

    /// Rows count by how ill the symptom was in them; false where it was never worse than usual.
    bool CauseRanking::weigh()
    {
        double sum = 0;
        for (size_t row = 0; row < rowsOf(window[symptom]); ++row) {
            const double more = excessAt(window[symptom], row, kind, usual[symptom].level);
            weights.push_back(more > 0 ? more : 0);
            sum += weights.back();
        }
        if (!(sum > 0) || !std::isfinite(sum))
            return false;
        for (double& weight : weights)
            weight /= sum;
        return true;
    }

    void CauseRanking::measure()
    {
        const size_t nodes = graph.names.size();
        excess.assign(nodes, 0);
        noises.assign(nodes, 0);
        off.assign(nodes, false);
        for (size_t node = 0; node < nodes; ++node) {
            if (!usual[node].known)
                continue;
            double sum = 0;
            double seen = 0;
            for (size_t row = 0; row < weights.size(); ++row) {
                const double more = excessAt(window[node], row, kind, usual[node].level);
                if (!std::isfinite(more))
                    continue;
                sum += weights[row] * more;
                seen += weights[row];
            }
            if (seen < streams::causeSeen)
                continue;
            excess[node] = sum / seen;
            noises[node] = excess[node] / usual[node].noise;
            off[node] = noises[node] > streams::causeOff;
        }
    }

    QString CauseRanking::amount(double value) const
    {
        if (kind == ExcessKind::Failures)
            return QStringLiteral("%1 failed requests").arg(value, 0, 'f', std::fabs(value) < 10 ? 1 : 0);
        return QStringLiteral("%1 s").arg(value, 0, 'g', std::fabs(value) < 1000 ? 3 : 6);
    }

    /// Called now and never (or hardly) in quiet times: no usual to compare with, so it is its callers'
    /// doing.
    QString CauseRanking::newCallees(size_t node) const
    {
        QStringList out;
        for (const int callee : graph.callees[node]) {
            if (callee < 0 || static_cast<size_t>(callee) >= usual.size())
                continue;
            const auto i = static_cast<size_t>(callee);
            if (usual[i].known)
                continue;
            double sum = 0;
            for (size_t row = 0; row < weights.size(); ++row) {
                const double all = excessAt(window[i], row, kind, 0);
                sum += std::isfinite(all) ? weights[row] * all : 0;
            }
            if (sum > 0 && out.size() < 3)
                out << QStringLiteral("%1 at %2").arg(amount(sum), name(i));
        }
        return out.join(QStringLiteral(", "));
    }

    void CauseRanking::say(CallCause& cause, const std::vector<int>& below) const
    {
        const auto node = static_cast<size_t>(cause.node);
        const double seen = excess[symptom];
        const QString place =
            node == symptom ? QStringLiteral("there") : QStringLiteral("at %1").arg(name(symptom));
        cause.terms.push_back({ QStringLiteral("own"), rounded(cause.own),
            cause.own > 0 ? QStringLiteral("By itself it added %1 of the %2 seen %3")
                                .arg(amount(cause.own), amount(seen), place)
                          : QStringLiteral("By itself it added nothing: what it calls explains it") });
        cause.terms.push_back({ QStringLiteral("excess"), rounded(cause.excess),
            QStringLiteral("%1 more than usual an interval, %2 times its quiet noise")
                .arg(amount(cause.excess))
                .arg(cause.noises, 0, 'f', 1) });
        QStringList parts;
        double sum = 0;
        for (const int callee : below) {
            const auto i = static_cast<size_t>(callee);
            sum += excess[i];
            if (parts.size() < 3)
                parts << QStringLiteral("%1 of %2").arg(amount(excess[i]), name(i));
        }
        if (below.size() > 3)
            parts << QStringLiteral("%1 more").arg(below.size() - 3);
        if (!below.empty())
            cause.terms.push_back({ QStringLiteral("callees"), -rounded(sum),
                QStringLiteral("taken off for what it calls: %1").arg(parts.join(QStringLiteral(", "))) });
        const QString fresh = newCallees(node);
        if (!fresh.isEmpty())
            cause.terms.push_back({ QStringLiteral("new"), 0,
                QStringLiteral("not taken off, since it was not called in quiet times: %1").arg(fresh) });
    }

    std::vector<CallCause> CauseRanking::ranked() const
    {
        const auto below = explainedBy(graph, off);
        std::vector<CallCause> causes;
        for (size_t node = 0; node < excess.size(); ++node) {
            if (noises[node] <= streams::causeFaint || excess[node] < streams::causeTrifle * excess[symptom])
                continue;
            CallCause cause;
            cause.node = static_cast<int>(node);
            cause.excess = cause.own = excess[node];
            cause.noises = noises[node];
            cause.off = off[node];
            for (const int callee : below[node])
                cause.own -= excess[static_cast<size_t>(callee)];
            causes.push_back(std::move(cause));
        }
        const auto order = [this](const CallCause& c) {
            return std::tuple(!c.off, -c.own, -c.noises, graph.names[static_cast<size_t>(c.node)], c.node);
        };
        std::sort(causes.begin(), causes.end(),
            [&](const CallCause& a, const CallCause& b) { return order(a) < order(b); });
        if (causes.size() > streams::causesMost)
            causes.resize(streams::causesMost);
        for (auto& cause : causes)
            say(cause, below[static_cast<size_t>(cause.node)]);
        return causes;
    }

} // namespace

CallCauses rankCallCauses(const CallGraph& graph, const std::vector<CallUsual>& usual,
    const std::vector<CallSeries>& window, int symptom, ExcessKind kind)
{
    CallCauses out;
    const size_t nodes = graph.names.size();
    if (symptom < 0 || static_cast<size_t>(symptom) >= nodes || graph.callees.size() != nodes
        || usual.size() != nodes || window.size() != nodes) {
        out.why = QStringLiteral("the graph, its measurements and the symptom do not fit together");
        return out;
    }
    CauseRanking ranking { graph, usual, window, static_cast<size_t>(symptom), kind };
    if (!usual[ranking.symptom].known) {
        out.why = QStringLiteral("%1 was not measured often enough in quiet times")
                      .arg(ranking.name(ranking.symptom));
        return out;
    }
    if (!ranking.weigh()) {
        out.why = QStringLiteral("%1 is as usual").arg(ranking.name(ranking.symptom));
        return out;
    }
    ranking.measure();
    out.symptomExcess = ranking.excess[ranking.symptom];
    out.symptomNoises = ranking.noises[ranking.symptom];
    out.causes = ranking.ranked();
    if (!(out.symptomNoises > streams::causeSymptom)) {
        out.why = QStringLiteral("%1 is off by only %2 times its quiet noise")
                      .arg(ranking.name(ranking.symptom))
                      .arg(out.symptomNoises, 0, 'f', 1);
    } else if (out.causes.empty() || !(out.causes[0].noises > streams::causeWinner)) {
        out.why =
            QStringLiteral("no node is off by more than %1 times its quiet noise").arg(streams::causeWinner);
    } else if (!(out.causes[0].own > streams::causeShare * out.symptomExcess)) {
        out.why = QStringLiteral("no node has %1 % of what is seen at %2 by itself")
                      .arg(streams::causeShare * 100)
                      .arg(ranking.name(ranking.symptom));
    } else {
        out.named = true;
    }
    return out;
}

} // namespace quarterdeck
