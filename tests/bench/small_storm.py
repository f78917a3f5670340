#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short storm of the bench: every alert accepted, none lost, none twice, all figures there. Speed is not
judged here: RESULTS.md holds what was measured."""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

FIGURES = ["accepted", "refused", "lost", "alerts_per_s", "ack_p50_ms", "ack_p99_ms", "ack_p99_ratio",
           "gui_late_p50_ms", "gui_late_p99_ms", "gui_late_max_ms", "post_to_row_p50_ms", "post_to_row_p99_ms",
           "relay_rss_mb", "console_rss_mb"]
ALERTS = 3000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        out = pathlib.Path(folder) / "figures.json"
        done = subprocess.run([args.bench, "storm", "--alerts", str(ALERTS), "--rate", "1500", "--data", folder,
                               "--json", str(out)], stdin=subprocess.DEVNULL, capture_output=True, timeout=110, check=False)
        print(done.stdout.decode(), done.stderr.decode())
        if done.returncode != 0 or not out.exists():
            print(f"FAILED: the bench ended with {done.returncode}")
            return 1
        figures = json.loads(out.read_text())
    missing = [name for name in FIGURES if not isinstance(figures.get(name), (int, float))]
    wrong = {name: figures[name] for name, wanted in (("accepted", ALERTS), ("refused", 0), ("unanswered", 0), ("lost", 0),
                                                     ("twice", 0)) if figures.get(name) != wanted}
    if missing or wrong:
        print(f"FAILED: missing {missing}, wrong {wrong}")
        return 1
    print("ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
