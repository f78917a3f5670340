#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""R-1, R-9: eight senders post while the relay is killed at a random moment, over and over. Whatever was
answered with success is in the journal once, nothing is there twice, the chain holds, and the relay is
back at its first acknowledgement within 2 s."""
import shutil
import sqlite3
import threading
import time

from rig import Failed, Sender, alert, expect, must_fail, passed, run, until

SENDERS = 8
KILLS = 50


class Ledger:
    """What senders were told, by instance label."""

    def __init__(self):
        self.acked, self.unanswered, self.refused = set(), set(), {}
        self._lock = threading.Lock()

    def note(self, names, status):
        with self._lock:
            if status == 200:
                self.acked.update(names)
            elif status is None:
                self.unanswered.update(names)
            else:
                self.refused[status] = self.refused.get(status, 0) + 1


class Storm:
    """Senders that post unique alerts to whatever relay there is, until they are stopped."""

    def __init__(self, ledger):
        self.ledger, self.port, self.stopping = ledger, 0, False
        self.threads = [threading.Thread(target=self._send, args=(i,)) for i in range(SENDERS)]
        for thread in self.threads:
            thread.start()

    def _send(self, number):
        sender, count = Sender(0, timeout=5), 0
        while not self.stopping:
            if self.port == 0:
                time.sleep(0.002)
                continue
            if sender.port != self.port:
                sender.close()
                sender.port = self.port
            names = [f"s{number}-{count}-{k}" for k in range(1 + count % 4)]
            count += 1
            self.ledger.note(names, sender.post([alert("Storm", name) for name in names]))
        sender.close()

    def stop(self):
        self.stopping = True
        for thread in self.threads:
            thread.join()


def compare(ledger, rig, data):
    """The ledger against the journal, in both directions."""
    rows = rig.json("alerts", "--data", data)
    there = [row["resource"] for row in rows]
    lost = ledger.acked - set(there)
    expect(not lost, f"{len(lost)} acknowledged alerts are not in the journal, such as {sorted(lost)[:3]}")
    expect(len(there) == len(set(there)), f"{len(there) - len(set(there))} alerts are there twice")
    heard = [row["resource"] for row in rows if row["count"] != 1]
    expect(not heard, f"{len(heard)} alerts were sent once and heard more often, such as {heard[:3]}")
    raised = {}
    for entry in rig.entries(data):
        for fact in entry["facts"]:
            if fact["fact"] == "AlertRaised":
                raised[fact["resource"]] = raised.get(fact["resource"], 0) + 1
            elif fact["fact"] == "AlertRaisedAgain":
                raise Failed(f"entry {entry['seq']} raises an alert again that was sent once")
    expect(all(n == 1 for n in raised.values()), "an alert was raised twice")
    invented = set(there) - ledger.acked - ledger.unanswered
    expect(not invented, f"{len(invented)} alerts are there that nobody was told about, such as {sorted(invented)[:3]}")
    return len(there)


def wait_quiet(relay, rig, data, wanted):
    """Until the relay has decided everything that it had acknowledged."""
    def decided():
        db = sqlite3.connect(f"file:{data}/journal.db?mode=ro", uri=True)
        try:
            return db.execute("SELECT count(*) FROM evidence WHERE state = 0").fetchone()[0] == 0
        finally:
            db.close()
    until(decided, 20, f"{wanted} acknowledged alerts decided")


def controls(rig, ledger, data):
    claimed = Ledger()
    claimed.acked = ledger.acked | {"never-sent"}
    claimed.unanswered = ledger.unanswered
    must_fail("an acknowledged alert that is not there", lambda: compare(claimed, rig, data))
    silent = Ledger()
    silent.acked = set(list(ledger.acked)[1:])
    silent.unanswered = ledger.unanswered - ledger.acked
    must_fail("an alert that nobody sent", lambda: compare(silent, rig, data))
    cut = rig.folder / "cut"
    shutil.copytree(data, cut)
    db = sqlite3.connect(cut / "journal.db")
    for trigger, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    last = db.execute("SELECT max(seq) FROM entries").fetchone()[0]
    for table in ("entries", "parts", "heads"):
        db.execute(f"DELETE FROM {table} WHERE seq > ?", (last - 5,))
    db.commit()
    db.close()
    must_fail("a journal without its last entries", lambda: rig.verify(cut))
    passed(f"controls: a ledger that claims more, an alert too many, and a cut journal are noticed (last entry {last})")


def main(rig, args):
    data, ledger = rig.folder / "data", Ledger()
    kills = max(2, int(KILLS * args.scale))
    storm = Storm(ledger)
    slowest = 0.0
    try:
        for kill in range(kills):
            started = time.monotonic()
            relay = rig.relay(data)
            before = len(ledger.acked)
            storm.port = relay.port
            # A kill before the first answer is as good as any other; only some of them wait for it.
            if kill % 4 == 0:
                until(lambda: len(ledger.acked) > before, 10, "a first acknowledgement")
                slowest = max(slowest, time.monotonic() - started)
            time.sleep(args.rng.uniform(0.02, 0.4))  # the fault's random moment
            relay.kill()
            storm.port = 0
    finally:
        storm.port = 0
        storm.stop()
    relay = rig.relay(data)
    wait_quiet(relay, rig, data, len(ledger.acked))
    count = compare(ledger, rig, data)
    rig.verify(data)
    expect(not ledger.refused, f"requests were refused: {ledger.refused}")
    expect(len(ledger.acked) > kills, f"only {len(ledger.acked)} alerts were acknowledged: the senders did nothing")
    expect(slowest <= 2, f"the first acknowledgement came {slowest:.1f} s after a start, 2 s are promised")
    expect(relay.stop() == 0, "the relay did not end well when it was asked")
    passed(f"{kills} kills: {len(ledger.acked)} acknowledged, 0 lost, {count} in the journal, 0 twice, "
           f"{len(ledger.unanswered)} without an answer; first acknowledgement after at most {slowest:.2f} s")
    controls(rig, ledger, data)


if __name__ == "__main__":
    run(main, __doc__)
