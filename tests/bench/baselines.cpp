// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/baselines.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace quarterdeck {

namespace {

    constexpr qint64 resolveTimeoutMs = 300'000;
    constexpr qint64 textQuietMs = 600'000;
    constexpr double textAlike = 0.5;

    std::set<std::string> words(const std::string& text)
    {
        std::set<std::string> out;
        std::string word;
        for (const char c : text + ' ') {
            if (std::isalnum(static_cast<unsigned char>(c))) {
                word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            } else if (!word.empty()) {
                out.insert(std::move(word));
                word.clear();
            }
        }
        return out;
    }

    double alike(const std::set<std::string>& a, const std::set<std::string>& b)
    {
        std::vector<std::string> both;
        std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
        const double either = double(a.size() + b.size() - both.size());
        return either > 0 ? double(both.size()) / either : 0;
    }

} // namespace

std::vector<quint32> groupedByLabels(const AlertLog& log)
{
    struct Group {
        Instant last = 0;
        quint32 incident = 0;
    };

    std::map<std::pair<std::string_view, std::string_view>, Group> groups;
    std::vector<quint32> out;
    quint32 count = 0;
    for (const auto& row : log.rows()) {
        auto& group = groups[{ row.name, row.host }];
        if (!group.incident || row.at - group.last > resolveTimeoutMs)
            group.incident = ++count;
        group.last = row.at;
        out.push_back(group.incident);
    }
    return out;
}

std::vector<quint32> groupedByGap(const AlertLog& log, qint64 gapMs)
{
    std::vector<quint32> out;
    Instant last = 0;
    quint32 count = 0;
    for (const auto& row : log.rows()) {
        if (!count || row.at - last > gapMs)
            ++count;
        last = row.at;
        out.push_back(count);
    }
    return out;
}

std::vector<quint32> groupedByText(const AlertLog& log)
{
    TextNumbers names;
    std::vector<std::set<std::string>> wordsOf; // by name
    std::vector<std::vector<double>> likeness; // by both names' numbers

    struct Group {
        quint32 name = 0;
        quint32 incident = 0;
        Instant last = 0;
    };

    std::vector<Group> open;
    std::vector<quint32> out;
    quint32 count = 0;
    for (const auto& row : log.rows()) {
        const quint32 name = names.of(row.name);
        if (name == wordsOf.size()) {
            wordsOf.push_back(words(names.texts()[name]));
            likeness.emplace_back();
            for (quint32 other = 0; other <= name; ++other)
                likeness.back().push_back(alike(wordsOf[name], wordsOf[other]));
        }
        std::erase_if(open, [&](const Group& g) { return row.at - g.last > textQuietMs; });
        Group* best = nullptr;
        double most = textAlike;
        for (auto& g : open) {
            const double like = likeness[std::max(name, g.name)][std::min(name, g.name)];
            if (like > most || (like == most && !best)) {
                most = like;
                best = &g;
            }
        }
        if (!best)
            best = &open.emplace_back(Group { name, ++count, 0 });
        best->last = row.at;
        out.push_back(best->incident);
    }
    return out;
}

} // namespace quarterdeck
