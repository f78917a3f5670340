#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""C-1, C-2, sampled, and the sceptic's checks 4, 7 and 8: a commander and a scribe on one relay, each behind a
link that is cut. Consoles and relay are killed in the middle of it. Whatever was shown as saved is in the
journal exactly once; an incident declared offline is one; of two who take command offline one wins and the
other is told; no prefix of the journal has two commanders."""
import time

from rig import ANNA, BEN, SEND, Link, expect, must_fail, passed, run, until

LINES = 20
ROUNDS = 6


def lines_in(entries):
    """text -> how often it was logged by a person"""
    out = {}
    for entry in entries:
        for fact in entry["facts"]:
            if fact["fact"] == "LineLogged":
                out[fact["text"]] = out.get(fact["text"], 0) + 1
    return out


def opened_by(entries, seq):
    return next(f["incident"] for e in entries if e["seq"] == seq for f in e["facts"] if f["fact"] == "IncidentOpened")


def commander_seen(post, incident):
    return next((i["commander"] for i in post.console.ask_state()["incidents"] if i["id"] == incident), "")


def check_lines(entries, saved):
    logged = lines_in(entries)
    lost = [text for text in saved if text not in logged]
    expect(not lost, f"{len(lost)} lines were shown as saved and are not in the journal, such as “{lost[0] if lost else ''}”")
    twice = [text for text, n in logged.items() if n > 1]
    expect(not twice, f"{len(twice)} lines are there twice, such as “{twice[0] if twice else ''}”")


def check_commanders(entries):
    """Folds who commands what, entry by entry: nobody takes what another one holds."""
    holder, changes = {}, 0
    for entry in entries:
        for fact in entry["facts"]:
            kind, incident = fact["fact"], fact.get("incident")
            if kind == "CommandTaken":
                expect(not holder.get(incident), f"entry {entry['seq']}: {fact['person']} takes command of incident "
                       f"{incident}, which {holder.get(incident)} holds")
                holder[incident] = fact["person"]
                changes += 1
            elif kind == "CommandReleased":
                expect(holder.get(incident) == fact["person"], f"entry {entry['seq']}: released by another one")
                holder[incident] = None
                changes += 1
            elif kind in ("HandOverAccepted", "CommandAssumed"):
                expect(holder.get(incident) == fact["from"], f"entry {entry['seq']}: taken from {fact['from']}, but "
                       f"{holder.get(incident)} holds it")
                holder[incident] = fact.get("to") or fact.get("by")
                changes += 1
    return changes


class Post:
    """A person's console: its own folder and link, killed and started again at will."""

    def __init__(self, rig, name, token, relay_port):
        self.rig, self.name, self.token = rig, name, token
        self.data = rig.folder / name
        self.link = Link(relay_port)
        self.saved, self.typed = [], 0
        self.console = None

    def open(self, welcomed=True):
        self.console = self.rig.console(self.link.port, self.token, data=self.data)
        if welcomed:
            self.console.wait_welcome()
        return self.console

    def write(self, incident, count):
        for _ in range(count):
            self.typed += 1
            self.console.say(f"note {incident} {self.name} line {self.typed}")

    def wait_saved(self, text, seconds=10):
        self.console.wait(lambda e: e.get("saved") and e["text"] == text, seconds, f"“{text}” shown as saved")

    def kill(self):
        self.console.kill()
        self.saved += self.console.saved()
        self.console = None

    def settle(self):
        """Linked, everything sent and answered."""
        if self.console is None:
            self.open()
        until(lambda: (s := self.console.ask_state())["connected"] and s["pending"] == 0, 30,
              f"{self.name}: connected and nothing waiting")


def killing(rig, args, anna, ben, data, relay):
    """C-1 and C-2 in the small: links, consoles and the relay break while both write."""
    anna.open().say("declare Checkout is down")
    answered = anna.console.wait(lambda e: e.get("seq") and "answered" in e, 10, "an incident that is declared")
    incident = opened_by(rig.entries(data), answered["seq"])
    anna.console.say(f"take {incident}")
    ben.open()
    kinds = ["link", "console", "relay"] * max(1, int(ROUNDS * args.scale) // 3)
    args.rng.shuffle(kinds)
    for kind in kinds:
        victim, other = args.rng.sample((anna, ben), 2)
        victim.write(incident, LINES // 2)
        other.write(incident, 3)
        if kind == "link":
            victim.link.cut()
            victim.write(incident, LINES // 2)
            victim.wait_saved(f"{victim.name} line {victim.typed}")
            victim.link.mend()
        elif kind == "console":
            if args.rng.random() < 0.5:
                victim.link.cut()
            victim.write(incident, LINES // 2)
            time.sleep(args.rng.uniform(0, 0.1))  # the fault's random moment
            victim.kill()
            victim.link.mend()
            victim.open()
        else:
            time.sleep(args.rng.uniform(0, 0.1))
            relay.kill()
            victim.write(incident, LINES // 2)
            victim.wait_saved(f"{victim.name} line {victim.typed}")
            relay = rig.relay(data)
            anna.link.target = ben.link.target = relay.port
    for post in (anna, ben):
        post.settle()
        post.kill()
    entries = rig.entries(data)
    saved = anna.saved + ben.saved
    saved = [text for text in saved if " line " in text]
    check_lines(entries, saved)
    check_commanders(entries)
    expect(len(set(saved)) > len(kinds) * LINES // 2, f"only {len(set(saved))} lines were shown as saved")
    must_fail("a line that was saved and is lost", lambda: check_lines(entries, saved + ["never typed"]))
    doubled = entries + [e for e in entries if any(f["fact"] == "LineLogged" for f in e["facts"])][:1]
    must_fail("a line that is there twice", lambda: check_lines(doubled, saved))
    rig.verify(data)
    passed(f"{len(kinds)} cuts and kills: {len(set(saved))} lines shown as saved of {anna.typed + ben.typed} typed, "
           "each there once")
    return relay, incident


def declared_offline(rig, anna, data):
    """Check 4: declared with the link cut, killed, started again: exactly one incident, with its lines."""
    anna.open()
    anna.link.cut()
    anna.console.wait(lambda e: "lost" in e, 10, "a link that is seen to be cut")
    anna.console.say("declare Declared in the dark")
    anna.console.say("note @ written in the dark")
    anna.wait_saved("Declared in the dark")
    anna.wait_saved("written in the dark")
    for _ in range(2):  # killed once before the link is back and once while it sends
        anna.kill()
        anna.open(welcomed=False)
        anna.link.mend()
    anna.settle()
    anna.kill()
    entries = rig.entries(data)
    opened = [f for e in entries for f in e["facts"]
              if f["fact"] == "IncidentOpened" and f["title"] == "Declared in the dark"]
    expect(len(opened) == 1, f"{len(opened)} incidents instead of one")
    check_lines(entries, ["written in the dark"])
    line = next(f for e in entries for f in e["facts"]
                if f["fact"] == "LineLogged" and f["text"] == "written in the dark")
    expect(line["incident"] == opened[0]["incident"], "the line is on another incident")
    passed("declared with the link cut, killed, connected again: one incident, its line on it")


def both_take(rig, anna, ben, data):
    """Check 7: both take command while their links are cut; one wins, the other is told why."""
    anna.open().say("declare Who commands")
    answered = anna.console.wait(lambda e: e.get("seq") and "answered" in e, 10, "an incident that is declared")
    incident = opened_by(rig.entries(data), answered["seq"])
    ben.open()
    until(lambda: any(i["id"] == incident for i in ben.console.ask_state()["incidents"]), 10, "both see the incident")
    for post in (anna, ben):
        post.link.cut()
        post.console.wait(lambda e: "lost" in e, 10, "a link that is seen to be cut")
        post.console.say(f"take {incident}")
        post.console.wait(lambda e: e.get("saved") and e["command"] == "TakeCommand", 10, "a claim that waits")
    for post in (ben, anna):
        post.link.mend()
    for post in (anna, ben):
        post.settle()
    until(lambda: all(commander_seen(p, incident) for p in (anna, ben)), 10, "both see who commands")
    commander = {commander_seen(p, incident) for p in (anna, ben)}
    expect(len(commander) == 1, f"the consoles disagree on who commands: {commander}")
    winner = commander.pop()
    loser = ben if winner == "anna" else anna
    told = loser.console.wait(lambda e: e.get("sentence") and e.get("code") != "outbox.waiting", 5,
                              "the other one is told")
    expect(winner in told["sentence"], f"the sentence does not name who has it: {told['sentence']}")
    entries = rig.entries(data)
    check_commanders(entries)
    shown = [f for e in entries for f in e["facts"] if f["fact"] == "CommandRefused" and f["incident"] == incident]
    expect(shown, "the refused claim is not in the journal, so only one side sees it")
    taken = next(e for e in entries if any(f["fact"] == "CommandTaken" and f["incident"] == incident for f in e["facts"]))
    again = {"seq": taken["seq"] + 1, "facts": [{"fact": "CommandTaken", "incident": incident, "person": loser.name}]}
    must_fail("a second commander", lambda: check_commanders(entries + [again]))
    for post in (anna, ben):
        post.kill()
    passed(f"two took command offline: {winner} has it, the other reads “{told['sentence']}”")


def refused_doors(rig, relay):
    """Check 8: a sender's token opens no console, an unknown one neither; no plain text beyond this machine."""
    for token, what in ((SEND, "a sender's token"), ("nobody-knows-this-token", "an unknown token")):
        console = rig.console(relay.port, token)
        lost = console.wait(lambda e: "lost" in e, 10, f"a console with {what} that is sent away")
        expect(lost["lost"] and "token" in lost["lost"], f"{what}: the sentence does not say why: {lost['lost']}")
        expect(not any("welcomed" in e or "head" in e for e in console.events()), f"{what} opened a console")
        console.kill()
    allowed = rig.console(relay.port, ANNA)
    allowed.wait_welcome()  # the control: the same door opens for a person
    allowed.kill()
    child = rig.start(rig.bin / "quarterdeck-relay", "--data", rig.folder / "plain", "--listen", "0.0.0.0:0",
                      "--token-file", rig.folder / "tokens")
    until(lambda: not child.alive() or any("listening" in l for l in child.lines), 10, "a start that is refused")
    expect(not child.alive() and child.process.returncode == 1, "it serves plain text beyond this machine")
    expect(any("--insecure" in l for l in child.errors), f"it does not say why: {child.errors}")
    insecure = rig.start(rig.bin / "quarterdeck-relay", "--data", rig.folder / "plain", "--listen", "0.0.0.0:0",
                         "--token-file", rig.folder / "tokens", "--insecure")
    line = insecure.wait_line(lambda l: l if l.startswith("listening on ") else None, 20, "an insecure relay, as asked")
    console = rig.console(int(line.rsplit(":", 1)[1]), ANNA, pulses=True)
    pulse = console.wait(lambda e: "pulse" in e, 10, "a pulse")
    expect(pulse["pulse"]["insecure"], "the console is not told that this listener is insecure")
    console.kill()
    insecure.kill()
    passed("a sender's and an unknown token open no console; plain text beyond this machine is refused, or shown")


def assumed(rig, anna, ben, data):
    """Check 6: the commander's console is killed; within 90 s another one has command, and never two."""
    anna.open().say("declare The commander falls silent")
    answered = anna.console.wait(lambda e: e.get("seq") and "answered" in e, 10, "an incident that is declared")
    incident = opened_by(rig.entries(data), answered["seq"])
    anna.console.say(f"take {incident}")
    ben.open()
    until(lambda: commander_seen(ben, incident) == "anna", 10, "the scribe sees who commands")
    anna.kill()
    killed = time.monotonic()
    ben.console.say(f"assume {incident} too early")
    ben.console.wait(lambda e: e.get("code") == "assume.unchallenged", 5, "command that cannot just be taken away")
    ben.console.say(f"challenge {incident}")

    def again():
        ben.console.say(f"assume {incident} the console of anna is gone")
        time.sleep(1)  # a person who tries once a second
        return commander_seen(ben, incident) == "ben"
    until(again, 89, "command that is assumed")
    took = time.monotonic() - killed
    expect(60 <= took <= 90, f"command was assumed after {took:.0f} s; not before 60, and within 90, is promised")
    check_commanders(rig.entries(data))
    ben.kill()
    passed(f"the commander's console was killed: command assumed after {took:.0f} s")


def main(rig, args):
    expect((rig.bin / "wire_probe").exists(), "wire_probe is not built")
    data = rig.folder / "data"
    relay = rig.relay(data)
    anna, ben = Post(rig, "anna", ANNA, relay.port), Post(rig, "ben", BEN, relay.port)
    relay, _ = killing(rig, args, anna, ben, data, relay)
    declared_offline(rig, anna, data)
    both_take(rig, anna, ben, data)
    if args.long:
        assumed(rig, anna, ben, data)
    refused_doors(rig, relay)
    check_commanders(rig.entries(data))
    rig.verify(data)
    expect(relay.stop() == 0, "the relay did not end well")
    for post in (anna, ben):
        post.link.close()


if __name__ == "__main__":
    run(main, __doc__)
