#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""C-1: an operator acknowledges and notes while the link comes and goes, and the console is killed at a random
moment, a hundred times (--scale 1). Whatever it has shown as saved is in the journal exactly once, whether it had
been sent, answered, or was only waiting on this machine's disk."""
import time

from rig import ANNA, Link, Sender, alert, expect, must_fail, passed, run, until

KILLS = 100
ALERTS = 600


class Operator:
    """Types acts that are all different: an alert is acknowledged once, a note never says the same twice."""

    def __init__(self, rig, relay, rng):
        self.rig, self.rng, self.link = rig, rng, Link(relay.port)
        self.data = rig.folder / "console"
        self.saved = {}  # command id -> what it was
        self.notes = self.acks = 0
        self.console = None

    def open(self):
        self.console = self.rig.console(self.link.port, ANNA, data=self.data)

    def act(self, count):
        for _ in range(count):
            if self.rng.random() < 0.4 and self.acks < ALERTS:
                self.acks += 1
                self.console.say(f"ack {self.acks}")
            else:
                self.notes += 1
                self.console.say(f"note 1 note {self.notes}")

    def kill(self):
        self.console.kill()
        for event in self.console.events():
            if "saved" in event:
                self.saved[event["saved"]] = event["text"] or event["command"]
        self.console = None

    def settle(self):
        self.link.mend()
        self.open()
        until(lambda: (s := self.console.ask_state())["connected"] and s["pending"] == 0, 30, "nothing waits any more")
        self.kill()


def check(entries, saved):
    """Every saved command is one entry, and nothing that was typed once stands there twice."""
    times, acts = {}, {}
    for entry in entries:
        times[entry.get("command")] = times.get(entry.get("command"), 0) + 1
        for fact in entry["facts"]:
            if fact["fact"] in ("LineLogged", "AlertAcknowledged"):
                act = fact.get("text") or f"ack {fact['alert']}"
                acts[act] = acts.get(act, 0) + 1
            expect(fact["fact"] != "CommandRefused", f"entry {entry['seq']} refuses an act: {fact}")
    lost = [what for command, what in saved.items() if command not in times]
    expect(not lost, f"{len(lost)} acts were shown as saved and are not in the journal, such as “{lost[0] if lost else ''}”")
    twice = [what for command, what in saved.items() if times[command] > 1] + [a for a, n in acts.items() if n > 1]
    expect(not twice, f"{len(twice)} acts are in the journal twice, such as “{twice[0] if twice else ''}”")


def kill_often(operator, kills, seen, forget=False):
    """Opens, types, cuts and mends, kills. What had been seen when it was killed is counted in `seen`."""
    rng = operator.rng
    for kill in range(kills):
        linked = not forget and rng.random() < 0.6
        operator.link.mend() if linked else operator.link.cut()
        operator.open()
        if linked and rng.random() < 0.5:
            operator.console.wait_welcome()
        operator.act(rng.randrange(1, 6))
        if rng.random() < 0.4 and not forget:  # the link turns while it writes
            operator.link.cut() if operator.link.up else operator.link.mend()
            operator.act(rng.randrange(1, 4))
        if forget or kill % 3 == 0:  # right when it says that it is saved
            operator.console.wait(lambda e: "saved" in e, 10, "an act shown as saved")
        else:
            time.sleep(rng.uniform(0, 0.15))  # the fault's random moment
        operator.kill()
        seen.append(len(operator.saved))
        if forget:
            for file in operator.data.glob("outbox.db*"):
                file.unlink()


def main(rig, args):
    data = rig.folder / "data"
    relay = rig.relay(data)
    sender = Sender(relay.port)
    for at in range(0, ALERTS, 100):
        expect(sender.post([alert("Storm", f"node-{at + k}") for k in range(100)]) == 200, "alerts were refused")
    until(lambda: len(rig.json("alerts", "--data", data)) == ALERTS, 20, "the alerts are in the journal")
    operator = Operator(rig, relay, args.rng)
    operator.settle()

    kills, seen = max(2, int(KILLS * args.scale)), []
    kill_often(operator, kills, seen)
    operator.settle()
    entries = rig.entries(data)
    check(entries, operator.saved)
    rig.verify(data)
    expect(len(operator.saved) >= kills // 4, f"only {len(operator.saved)} acts were shown as saved")
    passed(f"{kills} kills: {len(operator.saved)} acts shown as saved of {operator.notes + operator.acks} typed, "
           "0 lost, 0 twice")

    doubled = entries + [e for e in entries if e.get("command") in operator.saved][:1]
    must_fail("an act that is there twice", lambda: check(doubled, operator.saved))
    kill_often(operator, 3, seen, forget=True)
    operator.settle()
    must_fail("a console whose waiting acts are thrown away", lambda: check(rig.entries(data), operator.saved))
    passed("controls: an act too many, and acts that were deleted before they were sent, are noticed")


if __name__ == "__main__":
    run(main, __doc__)
