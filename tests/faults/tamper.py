#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""T-1, sampled: a journal written by a real relay is copied and manipulated, again and again. Every
manipulation is reported, with the first bad entry named; the honest journal never is. The second
implementation, tests/tools/verify.py, must say the same."""
import hashlib
import json
import pathlib
import re
import shutil
import sqlite3
import struct
import subprocess
import sys

from rig import Failed, Sender, alert, expect, must_fail, passed, run, until

MANIPULATIONS = 200
SECOND = pathlib.Path(__file__).resolve().parents[1] / "tools" / "verify.py"


def entry_count(data):
    db = sqlite3.connect(f"file:{data}/journal.db?mode=ro", uri=True)
    try:
        return db.execute("SELECT count(*) FROM entries").fetchone()[0]
    finally:
        db.close()


def make_journal(rig, data, posts, prefix, copies=()):
    """A journal of a real run, killed once in the middle; copies are kept on the way."""
    kept = {}
    relay = rig.relay(data)
    sender = Sender(relay.port)
    for n in range(posts):
        before = entry_count(data)
        status = sender.post([alert("Tamper", f"{prefix}-{n}-{k}") for k in range(1 + n % 3)])
        expect(status == 200, f"a request was answered with {status}")
        # Waiting for each makes an entry each, and not one of many.
        until(lambda before=before: entry_count(data) > before, 10, f"an entry for request {n}")
        if n in copies:
            kept[n] = copy(rig, data, f"{prefix}-at-{n}")
        if n == posts // 2:
            relay.kill()
            relay = rig.relay(data)
            sender.port = relay.port
            sender.close()
    sender.close()
    expect(relay.stop() == 0, "the relay did not end well")
    return kept


def copy(rig, data, name):
    to = rig.folder / name
    to.mkdir()
    if (data / "witness").exists():  # first: what it knows must be in a database that is copied later
        shutil.copy(data / "witness", to / "witness")
    source = sqlite3.connect(f"file:{data}/journal.db?mode=ro", uri=True)
    target = sqlite3.connect(to / "journal.db")
    source.backup(target)
    target.close()
    source.close()
    for key in data.glob("*key*"):
        shutil.copy(key, to / key.name)
    return to


def opened(folder):
    db = sqlite3.connect(folder / "journal.db")
    for trigger, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    return db


def flipped(blob, rng):
    at = rng.randrange(len(blob))
    return blob[:at] + bytes([blob[at] ^ (1 << rng.randrange(8))]) + blob[at + 1:]


# Each takes (db, last, rng, folder, others) and returns the first bad entry, or a pair: it is in there.

def edit(db, last, rng, *_):
    seq, column = rng.randint(1, last), rng.choice(("body", "hash", "previous"))
    value = db.execute(f"SELECT {column} FROM entries WHERE seq = ?", (seq,)).fetchone()[0]
    db.execute(f"UPDATE entries SET {column} = ? WHERE seq = ?", (flipped(value, rng), seq))
    return seq


def edit_text(db, last, rng, *_):
    seq, value = rng.choice(db.execute("SELECT seq, bytes FROM parts WHERE length(bytes) > 0").fetchall())
    db.execute("UPDATE parts SET bytes = ? WHERE seq = ?", (flipped(value, rng), seq))
    return seq


def delete(db, last, rng, *_):
    seq = rng.randint(1, last - 1)
    db.execute("DELETE FROM entries WHERE seq = ?", (seq,))
    return seq


def delete_and_close_up(db, last, rng, *_):
    seq = rng.randint(2, last - 1)
    for table in ("entries", "parts"):
        db.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
        for later in range(seq + 1, last + 1):
            db.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (later - 1, later))
    return seq


def insert(db, last, rng, *_):
    seq = rng.randint(2, last)
    for later in range(last, seq - 1, -1):
        for table in ("entries", "parts"):
            db.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (later + 1, later))
    # What another entry says, said again, with a hash and a place in the chain that are right in themselves.
    other = rng.choice([n for n in range(1, last + 2) if n not in (seq - 1, seq)])
    body = db.execute("SELECT body FROM entries WHERE seq = ?", (other,)).fetchone()[0]
    previous = db.execute("SELECT hash FROM entries WHERE seq = ?", (seq - 1,)).fetchone()[0]
    made = hashlib.sha256(b"quarterdeck entry 1\n" + struct.pack(">Q", seq) + previous + body).digest()
    db.execute("INSERT INTO entries VALUES(?, ?, ?, ?)", (seq, previous, made, body))
    db.execute("INSERT INTO parts SELECT ?, salt, bytes FROM parts WHERE seq = ?", (seq, other))
    return seq


def reorder(db, last, rng, *_):
    first, second = sorted(rng.sample(range(1, last + 1), 2))
    for table in ("entries", "parts"):
        db.execute(f"UPDATE {table} SET seq = -1 WHERE seq = ?", (first,))
        db.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (first, second))
        db.execute(f"UPDATE {table} SET seq = ? WHERE seq = -1", (second,))
    return first


def cut_tail(db, last, rng, *_):
    keep = rng.randint(1, last - 1)
    for table in ("entries", "parts", "heads", "redactions"):
        db.execute(f"DELETE FROM {table} WHERE seq > ?", (keep,))
    return keep + 1


def delete_text(db, last, rng, *_):
    seq = rng.choice(db.execute("SELECT seq FROM parts WHERE length(bytes) > 0").fetchall())[0]
    db.execute("DELETE FROM parts WHERE seq = ?", (seq,))
    return seq


def pretend_redaction(db, last, rng, *_):
    seq = delete_text(db, last, rng)
    db.execute("INSERT INTO redactions VALUES(?, 1)", (seq,))
    return seq


def swap(db, last, rng, folder, others):
    """An entry of another journal at the same place."""
    seq = rng.randint(1, min(last, 40))
    other = sqlite3.connect(others["other"] / "journal.db")
    row = other.execute("SELECT previous, hash, body FROM entries WHERE seq = ?", (seq,)).fetchone()
    other.close()
    db.execute("UPDATE entries SET previous = ?, hash = ?, body = ? WHERE seq = ?", (*row, seq))
    return seq


def forge_head(db, last, rng, *_):
    seq, value = rng.choice(db.execute("SELECT seq, signature FROM heads").fetchall())
    db.execute("UPDATE heads SET signature = ? WHERE seq = ?", (flipped(value, rng), seq))
    return seq


def older_journal(db, last, rng, folder, others):
    """An old copy of the database under today's witness: the relay was rolled back."""
    older = rng.choice(others["older"])
    db.close()
    shutil.copy(older / "journal.db", folder / "journal.db")
    old = sqlite3.connect(older / "journal.db")
    kept = old.execute("SELECT max(seq) FROM entries").fetchone()[0]
    old.close()
    return kept + 1


def foreign_witness(db, last, rng, folder, others):
    """The witness of another journal: it knows another entry at its place, or one that is not here."""
    shutil.copy(others["other"] / "witness", folder / "witness")
    return (1, 10 ** 9)


def no_witness(db, last, rng, folder, others):
    (folder / "witness").unlink()
    return None


WAYS = [edit, edit, edit_text, delete, delete_and_close_up, insert, reorder, cut_tail, delete_text,
        pretend_redaction, swap, forge_head, older_journal, foreign_witness, no_witness]


def ours(rig, folder):
    """(whole, number of the first bad entry as the sentence names it, the sentence)"""
    text = rig.ctl("verify", "--data", folder, code=None)
    sentence = text.splitlines()[0] if text else ""
    number = re.search(r"Entr(?:y|ies)(?: from)? ([\d,]+)", sentence)
    return rig.last_code == 0, int(number.group(1).replace(",", "")) if number else 0, sentence


def second(folder):
    done = subprocess.run([sys.executable, "-B", str(SECOND), str(folder)], capture_output=True, check=False)
    said = json.loads(done.stdout)
    return said["ok"], said["firstBad"], said["sentence"]


def must_be_clean(rig, folder):
    ok, _, sentence = ours(rig, folder)
    expect(ok, f"an honest journal was blamed: {sentence}")
    if SECOND.exists():
        ok, _, sentence = second(folder)
        expect(ok, f"the second implementation blames an honest journal: {sentence}")


def must_be_found(rig, folder, way, where):
    ok, number, sentence = ours(rig, folder)
    expect(not ok, f"{way} at {where} was not reported")
    if where is not None:
        low, high = where if isinstance(where, tuple) else (where, where)
        expect(low <= number <= high, f"{way}: entry {where} is the first bad one, and it says: {sentence}")
    if SECOND.exists():
        other_ok, other, other_sentence = second(folder)
        expect(not other_ok, f"{way} at {where}: the second implementation sees nothing")
        expect(where is None or other == number,
               f"{way} at {where}: the two disagree: “{sentence}” and {other}, “{other_sentence}”")


def main(rig, args):
    data, other = rig.folder / "data", rig.folder / "other"
    kept = make_journal(rig, data, 60, "a", copies=(20, 40))
    make_journal(rig, other, 40, "b")
    others = {"other": other, "older": list(kept.values())}
    for honest in (data, other):
        must_be_clean(rig, honest)
    for at, folder in kept.items():  # a copy that was made in the middle of the run is honest, too
        must_be_clean(rig, folder)
    must_fail("an honest journal that is said to be changed",
              lambda: must_be_found(rig, data, "nothing", 1))
    counts = {}
    faults = []
    for number in range(max(len(WAYS), int(MANIPULATIONS * args.scale))):
        way = WAYS[number % len(WAYS)]
        folder = copy(rig, data, f"m{number}")
        db = opened(folder)
        last = db.execute("SELECT max(seq) FROM entries").fetchone()[0]
        where = way(db, last, args.rng, folder, others)
        try:
            db.commit()
            db.close()
        except sqlite3.ProgrammingError:
            pass  # it closed it itself
        try:
            must_be_found(rig, folder, way.__name__, where)
        except Failed as fault:
            faults.append(str(fault))
        counts[way.__name__] = counts.get(way.__name__, 0) + 1
        shutil.rmtree(folder)
    for sentence in faults[:10]:
        print(f"  {sentence}")
    expect(not faults, f"{len(faults)} of {sum(counts.values())} manipulations were not reported as they should")
    passed(f"{sum(counts.values())} manipulations of {last} entries, all reported with the first bad one right: "
           + ", ".join(f"{n} {name}" for name, n in counts.items()))
    passed(f"{2 + len(kept)} honest journals, 0 false alarms"
           + ("; the second implementation agrees" if SECOND.exists() else ""))


if __name__ == "__main__":
    run(main, __doc__)
