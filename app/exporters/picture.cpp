// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporters/draftexport.h"
#include "app/exporters/escape.h"

#include <cmath>

namespace quarterdeck {

namespace {

constexpr double width = 900;
constexpr double left = 70;
constexpr double top = 22;
constexpr double laneHeight = 44;
constexpr double alertsHeight = 84;
constexpr double charWidth = 5.9; // of 11 px text, near enough to keep labels apart
constexpr qsizetype longestLabel = 34;
constexpr size_t mostMarks = 400; // a picture of more is black
constexpr std::array<const char*, laneCount> names {"Alerts", "Changes", "People", "Actions", "Comms"};

class Picture {
public:
    explicit Picture(const Postmortem& draft)
        : d(draft)
    {
        const qint64 margin = qMax<qint64>((d.to - d.from) / 30, 30'000);
        m_from = d.from - margin;
        m_to = d.to + margin;
    }

    QString svg()
    {
        const double height = laneTop(laneCount) + 22;
        m_out = QStringLiteral("<svg viewBox=\"0 0 %1 %2\" role=\"img\" aria-label=\"Timeline of the incident\">"
                               "<defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">"
                               "<path class=\"hatch\" d=\"M0 7L7 0\"/></pattern></defs>\n")
                    .arg(width)
                    .arg(height);
        frame();
        area();
        impact();
        for (int lane = 0; lane < laneCount; ++lane)
            marks(static_cast<Lane>(lane));
        return m_out + QStringLiteral("</svg>\n");
    }

private:
    double x(Instant at) const
    {
        return left + (width - left - 8) * static_cast<double>(at - m_from) / static_cast<double>(m_to - m_from);
    }

    static double laneTop(int lane) { return lane == 0 ? top : top + alertsHeight + laneHeight * (lane - 1); }
    static QString n(double v) { return QString::number(std::round(v * 10) / 10); }

    void text(double at, double y, const QString& words, const char* kind)
    {
        m_out += QStringLiteral("<text class=\"%1\" x=\"%2\" y=\"%3\">%4</text>\n")
                     .arg(QLatin1String(kind), n(at), n(y), htmlText(words));
    }

    void frame()
    {
        for (int lane = 0; lane < laneCount; ++lane) {
            const double bottom = laneTop(lane + 1);
            text(0, lane == 0 ? top + 14 : (laneTop(lane) + bottom) / 2 + 4, QLatin1String(names[static_cast<size_t>(lane)]), "");
            m_out += QStringLiteral("<path class=\"line\" d=\"M%1 %2H%3\"/>\n").arg(n(left), n(bottom), n(width));
        }
        constexpr std::array<qint64, 9> steps {1, 2, 5, 10, 15, 30, 60, 180, 720};
        qint64 step = steps.back() * 60'000;
        for (const auto minutes : steps) {
            if ((m_to - m_from) / (minutes * 60'000) <= 9) {
                step = minutes * 60'000;
                break;
            }
        }
        for (Instant at = m_from - m_from % step + step; at < m_to && x(at) < width - 30; at += step)
            text(x(at) - 14, laneTop(laneCount) + 15, toIso(at).mid(11, 5), "");
        text(0, laneTop(laneCount) + 15, QStringLiteral("UTC"), "");
    }

    void area()
    {
        quint32 most = 0;
        for (const auto& point : d.curve)
            most = qMax(most, point.known() + point.unknown);
        if (most == 0)
            return;
        const double base = laneTop(1);
        const double scale = (alertsHeight - 16) / most;
        const auto path = [&](bool unknown) {
            QString there;
            QString back;
            bool any = false;
            for (size_t i = 0; i < d.curve.size(); ++i) {
                const auto& p = d.curve[i];
                const double known = p.known() * scale;
                const double y = base - known - (unknown ? p.unknown * scale : 0);
                const double floor = unknown ? base - known : base;
                const double to = i + 1 < d.curve.size() ? x(d.curve[i + 1].at) : x(d.to);
                any = any || (unknown ? p.unknown : p.known()) > 0;
                there += QStringLiteral("%1%2 %3H%4").arg(i ? QStringLiteral("L") : QStringLiteral("M"), n(x(p.at)), n(y), n(to));
                back.prepend(QStringLiteral("L%1 %2H%3").arg(n(to), n(floor), n(x(p.at))));
            }
            if (any)
                m_out += QStringLiteral("<path class=\"%1\" d=\"%2%3Z\"/>\n")
                             .arg(unknown ? QStringLiteral("unknown") : QStringLiteral("area"), there, back);
        };
        path(false);
        path(true);
        text(left + 3, top + 10, QStringLiteral("at most %1").arg(most), "");
    }

    void impact()
    {
        const double at = x(d.impact);
        m_out += QStringLiteral("<path class=\"impact\" d=\"M%1 %2V%3\"/>\n").arg(n(at), n(6), n(laneTop(laneCount)));
        text(at + 4, 13, QStringLiteral("impact starts %1").arg(toIso(d.impact).mid(11, 8)), "strong");
    }

    static QString label(const TimelineItem& item)
    {
        QString words = item.mark == Mark::PostCheck ? QStringLiteral("post-check") : item.text;
        if (item.mark == Mark::Decision)
            words.prepend(QStringLiteral("decision: "));
        else if (item.mark == Mark::Command)
            words.prepend(item.actor + QChar(u' '));
        words = visible(words);
        return words.size() > longestLabel ? words.left(longestLabel - 1) + QChar(u'…') : words;
    }

    struct Placed {
        const TimelineItem* item;
        double from;
        double to;
    };

    /// What gets a mark: of those too near to each other the one that matters most.
    std::vector<Placed> placed(Lane lane) const
    {
        std::vector<Placed> out;
        for (const auto& item : d.items) {
            if (item.lane != lane)
                continue;
            const double at = x(item.at);
            const bool bar = item.until != 0;
            const Placed next {&item, bar ? at : at - 4, bar ? qMax(at + 3, x(item.until)) : at + 4};
            const bool near = !bar && !out.empty() && out.back().item->until == 0 && at - x(out.back().item->at) < 4;
            if (!near && out.size() < mostMarks)
                out.push_back(next);
            else if (near && item.weight > out.back().item->weight)
                out.back() = next;
        }
        return out;
    }

    void mark(const Placed& p, double y)
    {
        const auto& item = *p.item;
        if (item.until) {
            const QString kind = item.unknown ? QStringLiteral("unknown")
                : item.mark == Mark::PostCheck ? QStringLiteral("check")
                                               : QStringLiteral("act");
            m_out += QStringLiteral("<rect class=\"%1\" x=\"%2\" y=\"%3\" width=\"%4\" height=\"14\" rx=\"2\"/>\n")
                         .arg(kind, n(p.from), n(y - 7), n(p.to - p.from));
        } else if (item.lane == Lane::Changes) {
            m_out += QStringLiteral("<rect class=\"%1\" x=\"%2\" y=\"%3\" width=\"6\" height=\"16\" rx=\"1\"/>\n")
                         .arg(item.dimmed ? QStringLiteral("faint") : QStringLiteral("change"), n(p.from + 1), n(y - 8));
        } else {
            m_out += QStringLiteral("<circle class=\"%1\" cx=\"%2\" cy=\"%3\" r=\"%4\"/>\n")
                         .arg(item.weight > 1 ? QStringLiteral("mark") : QStringLiteral("faint"), n(p.from + 4), n(y),
                             n(item.weight > 1 ? 4 : 2.5));
        }
    }

    void marks(Lane lane)
    {
        const double y = lane == Lane::Alerts ? laneTop(1) : laneTop(static_cast<int>(lane)) + 16;
        const auto all = placed(lane);
        std::array<double, 2> free {0, 0};
        for (size_t i = 0; i < all.size(); ++i) {
            const auto& p = all[i];
            mark(p, y);
            if (p.item->weight < 2 || lane == Lane::Alerts)
                continue;
            const QString words = label(*p.item);
            const double length = static_cast<double>(words.size()) * charWidth;
            // Beside a mark where nothing stands, else below it; where both are taken the lines below say it.
            const double next = i + 1 < all.size() ? all[i + 1].from : width;
            const double beside = p.to + 5;
            const bool below = p.item->until || beside < free[0] || beside + length + 4 > next;
            const double from = below ? p.from : beside;
            auto& row = free[below ? 1 : 0];
            if (from < row || from + length > width)
                continue;
            text(from, below ? y + 21 : y + 4, words, "strong");
            row = from + length + 8;
        }
    }

    const Postmortem& d;
    Instant m_from = 0;
    Instant m_to = 0;
    QString m_out;
};

} // namespace

QString draftPicture(const Postmortem& draft)
{
    return Picture(draft).svg();
}

} // namespace quarterdeck
