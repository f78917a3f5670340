#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores `quarterdeck-bench similar` on logs whose rows say what they were part of (column time_label).

  similar_score.py ranks.csv LOG.txt=ASSIGN.csv ...      ASSIGN.csv of `quarterdeck-bench ait LOG.txt --assign`

An incident is an example of the label that most of its alerts have. Asked are, for each log and label, the
incident that holds most of its alerts, if another log has one, too; right is an answer of the same label.
Printed twice: among the asked incidents of the other logs (past incidents that were worked on), and among
everything that was shown there, false alarms and fragments included.
"""
import collections
import csv
import os
import sys

NOISE = "false_positive"


def main():
    label, asked = {}, {}
    for pair in sys.argv[2:]:
        log, assign = pair.rsplit("=", 1)
        held = collections.defaultdict(collections.Counter)
        with open(log, encoding="utf-8", errors="replace") as rows, open(assign, encoding="utf-8") as incidents:
            for row, incident in zip(csv.DictReader(rows), incidents):
                if incident.strip() != "-":
                    held[int(incident)][row["time_label"]] += 1
        best = {}
        for incident, labels in held.items():
            what, alerts = labels.most_common(1)[0]
            label[os.path.basename(log), incident] = what
            if what != NOISE and alerts > best.get(what, (0,))[0]:
                best[what] = (alerts, incident)
        for what, (_, incident) in best.items():
            asked[os.path.basename(log), incident] = what
    answers = collections.defaultdict(list)
    with open(sys.argv[1], encoding="utf-8") as ranks:
        for r in csv.DictReader(ranks):
            answers[r["file"], int(r["incident"])].append((r["other_file"], int(r["other_incident"])))
    for title, among in (("among incidents of a label", asked), ("among everything shown", label)):
        first = reciprocal = count = 0
        for query, what in asked.items():
            if not any(w == what and q[0] != query[0] for q, w in asked.items()):
                continue
            count += 1
            given = [a for a in answers[query] if a in among]
            rank = next((i for i, a in enumerate(given, 1) if label[a] == what), None)
            first += rank == 1
            reciprocal += 1 / rank if rank else 0
        print(f"{title}: asked {count}, recall@1 {first / count:.3f}, MRR {reciprocal / count:.3f}")


if __name__ == "__main__":
    main()
