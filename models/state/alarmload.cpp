// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/alarmload.h"

#include <array>

namespace quarterdeck {

namespace {

constexpr qint64 tenMs = 600'000;
constexpr qint64 longRunMs = 3'600'000;
constexpr qint64 backMs = 12 * 3'600'000LL;
constexpr size_t alertsMost = 200'000;
constexpr size_t tensShown = 6;

LoadLevel inTheLongRun(double per10)
{
    return per10 <= 1 ? LoadLevel::Acceptable
        : per10 <= 2  ? LoadLevel::Manageable
        : per10 <= 5  ? LoadLevel::Demanding
                      : LoadLevel::Unacceptable;
}

LoadLevel inAnUpset(int last10)
{
    return last10 <= 10 ? LoadLevel::Acceptable : last10 <= 100 ? LoadLevel::Demanding : LoadLevel::Unacceptable;
}

struct Counted {
    int all = 0;
    std::array<int, tensShown> tens {};
};

} // namespace

std::vector<TeamLoad> alarmLoad(const Workspace& workspace, Instant now)
{
    const auto& heard = workspace.heard();
    std::map<NameIndex, Counted> byService;
    Instant oldest = now;
    for (size_t n = heard.size(); n-- > 0 && heard.size() - n <= alertsMost;) {
        const Instant at = workspace.heardAt(heard[n]);
        if (at > now)
            continue;
        if (now - at > backMs)
            break;
        oldest = at;
        auto& counted = byService[workspace.alert(heard[n].alert).service];
        ++counted.all;
        const auto ten = static_cast<size_t>((now - at) / tenMs);
        if (ten < tensShown)
            ++counted.tens[tensShown - 1 - ten];
    }
    std::map<QString, Counted> byTeam;
    for (const auto& [service, counted] : byService) {
        const auto* node = workspace.topology().find(workspace.name(service));
        auto& team = byTeam[node ? node->owner : QString()];
        team.all += counted.all;
        for (size_t i = 0; i < tensShown; ++i)
            team.tens[i] += counted.tens[i];
    }
    std::vector<TeamLoad> out;
    for (const auto& [team, counted] : byTeam) {
        TeamLoad load;
        load.team = team;
        load.last10 = counted.tens.back();
        load.overMs = qMax(tenMs, now - oldest);
        load.per10 = counted.all * double(tenMs) / double(load.overMs);
        load.tens.assign(counted.tens.begin(), counted.tens.end());
        load.level = inAnUpset(load.last10);
        if (load.overMs >= longRunMs) // a quarter of an hour is no long run
            load.level = qMax(load.level, inTheLongRun(load.per10));
        out.push_back(std::move(load));
    }
    std::stable_sort(out.begin(), out.end(), [](const TeamLoad& a, const TeamLoad& b) { return a.last10 > b.last10; });
    return out;
}

} // namespace quarterdeck
