#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a journal's writer, or cuts its power, over and over; what was acknowledged must be there.

  kill.py --writer BIN --kills N            kill -9 after a random time (R-1, the journal's part)
  kill.py --writer BIN --cuts N --shim LIB  power cut at a random call (R-2); --lies: on a disk that only
                                            says that it syncs, where something must be lost
The chain, the texts, the witness and the signed heads are checked by tests/tools/verify.py each time.
"""
import argparse
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

VERIFY = pathlib.Path(__file__).resolve().parents[2] / "tools" / "verify.py"


def run(args, folder, rng):
    env = dict(os.environ)
    if args.cuts:
        first = 300 if args.lies else 1
        env.update(LD_PRELOAD=str(args.shim), QD_CUT_FOLDER=folder, QD_CUT_AT=str(rng.randint(first, args.calls)),
                   QD_CUT_SEED=str(rng.randint(1, 1 << 30)))
        if args.lies:
            env["QD_CUT_LIES"] = "100"
    writer = subprocess.Popen([args.writer, "journal", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    if args.kills:
        # The ledger is read while it runs, so that no full pipe stops the writer.
        os.set_blocking(writer.stdout.fileno(), False)
        said, until = b"", time.monotonic() + rng.uniform(0.02, 0.4)
        while time.monotonic() < until and writer.poll() is None:
            said += writer.stdout.read() or b""
            time.sleep(0.002)
        writer.kill()
        os.set_blocking(writer.stdout.fileno(), True)
        rest, errors = writer.communicate()
        said += rest
    else:
        said, errors = writer.communicate()
    if errors:
        return said, errors.decode(errors="replace").strip()
    return said, ""


def check(folder, said):
    """Sentences of what is wrong."""
    hashes, evidence, wrong = {}, set(), []
    try:
        db = sqlite3.connect(f"file:{folder}/journal.db?mode=ro", uri=True)
        hashes = dict(db.execute("SELECT seq, hash FROM entries"))
        evidence = {row[0] for row in db.execute("SELECT id FROM evidence")}
        db.close()
    except sqlite3.Error as e:
        if said:
            wrong.append(f"damaged: {e}")
    acknowledged = 0
    for line in said.decode().splitlines(keepends=True):
        if not line.endswith("\n"):
            continue
        acknowledged += 1
        kind, number, *hash_ = line.split()
        if kind == "e" and hashes.get(int(number), b"").hex() != hash_[0]:
            wrong.append(f"entry {number} was acknowledged and is lost")
        if kind == "v" and int(number) not in evidence:
            wrong.append(f"request {number} was acknowledged and is lost")
    return acknowledged, wrong


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--writer", required=True)
    p.add_argument("--shim")
    p.add_argument("--kills", type=int, default=0)
    p.add_argument("--cuts", type=int, default=0)
    p.add_argument("--calls", type=int, default=600)
    p.add_argument("--lies", action="store_true")
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    rng = random.Random(args.seed)
    total, lost, failures = 0, 0, []
    with tempfile.TemporaryDirectory() as base:
        folder = base + "/data"
        for i in range(args.kills or args.cuts):
            if i % 25 == 0 or args.lies:
                folder = f"{base}/data{i}"  # also the first seconds of a journal
            said, errors = run(args, folder, rng)
            if errors:
                failures.append(f"round {i}: {errors}")
            shm = folder + "/journal.db-shm"
            if args.cuts and os.path.exists(shm):
                os.unlink(shm)
            if not os.path.exists(folder + "/journal.db"):
                continue
            acknowledged, wrong = check(folder, said)
            total += acknowledged
            lost += len(wrong)
            failures += [f"round {i}: {w}" for w in wrong[:3]]
            if not acknowledged:
                continue
            report = subprocess.run([sys.executable, VERIFY, folder], capture_output=True, text=True)
            if report.returncode:
                failures.append(f"round {i}: verify: {json.loads(report.stdout)['sentence']}")
    rounds = args.kills or args.cuts
    print(f"{rounds} {'kills' if args.kills else 'cuts'}, {total} acknowledged, {lost} lost, {len(failures)} failures")
    for f in failures[:10]:
        print("  " + f)
    if args.lies:
        return 0 if lost else "a disk that lies lost nothing: this test shows nothing"
    return 1 if failures or not total else 0


if __name__ == "__main__":
    sys.exit(main())
