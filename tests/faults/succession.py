#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command changes hands while everybody dies: a hand-over and an assumption of command, with the commander's console,
the other one's or the server killed right after each step, or the links of both cut. At no entry of the journal are
there two commanders, every step that was shown as saved is done or refused with a sentence, and in the end both
consoles and the journal name the same one."""
import time

from rig import ANNA, BEN, Failed, Link, expect, must_fail, passed, run, until
from two_consoles import check_commanders, opened_by

CHALLENGE = 60  # seconds that a challenged commander has to answer
VICTIMS = ("holder", "other", "server", "links")


class Person:
    def __init__(self, stage, name, token):
        self.stage, self.name, self.token = stage, name, token
        self.link = Link(stage.relay.port)
        self.saved, self.told = {}, set()  # command id -> what; those that were refused with a sentence
        self.console = None
        self.open()

    def open(self):
        self.console = self.stage.rig.console(self.link.port, self.token, data=self.stage.rig.folder / self.name)

    def kill(self):
        self.console.kill()
        self.gather()

    def gather(self):
        for event in self.console.events():
            if "saved" in event:
                self.saved[event["saved"]] = event["command"]
            elif event.get("sentence") and event.get("code") != "outbox.waiting" and "answered" in event:
                self.told.add(event["answered"])

    def say(self, line):
        self.console.say(line)

    def incident(self, number):
        state = self.console.ask_state()
        return next((i for i in state["incidents"] if i["id"] == number), None) if state["connected"] else None


class Stage:
    def __init__(self, rig, rng):
        self.rig, self.rng, self.data = rig, rng, rig.folder / "data"
        self.relay = rig.relay(self.data)
        self.anna, self.ben = Person(self, "anna", ANNA), Person(self, "ben", BEN)

    def people(self):
        return self.anna, self.ben

    def declare(self, title):
        self.anna.say(f"declare {title}")
        asked = self.anna.console.wait(lambda e: "asked" in e and e["text"] == title, 10, "a command that is made")["asked"]
        event = self.anna.console.wait(
            lambda e: e.get("seq") and e.get("answered") == asked, 20, "an incident that is declared")
        return opened_by(self.rig.entries(self.data), event["seq"])

    def strike(self, victim, holder, other):
        """Right after a step, at a moment that nobody chose."""
        time.sleep(self.rng.choice((0, 0.002, 0.005, 0.01, 0.03)))
        if victim == "holder":
            holder.kill()
            holder.open()
        elif victim == "other":
            other.kill()
            other.open()
        elif victim == "server":
            self.relay.kill()
            self.relay = self.rig.relay(self.data)
            for person in self.people():
                person.link.target = self.relay.port
        elif victim == "links":
            for person in self.people():
                person.link.cut()
                person.link.mend()

    def seen(self, number, what, wanted, who=None, seconds=40):
        """Until everybody who is asked shows it."""
        for person in who or self.people():
            until(lambda p=person: (i := p.incident(number)) and wanted(i), seconds, f"{person.name} sees {what}")

    def quiet(self):
        for person in self.people():
            until(lambda p=person: (s := p.console.ask_state())["connected"] and s["pending"] == 0, 40,
                  f"{person.name}: connected and nothing waiting")
            person.gather()


def again(stage, number, person, line, done, what):
    """A step that died before it was saved is taken again, as a person would; one that was saved is not."""
    for _ in range(5):
        stage.quiet()
        # What it says now holds: nothing is on its way any more.
        until(lambda: person.incident(number), 20, "the incident on the screen")
        if done(person.incident(number)):
            return
        person.say(line)
        time.sleep(0.05)
    raise Failed(f"{what} does not come about, however often it is asked for")


def hand_over(stage, number, victim_at_offer, victim_at_answer):
    """From whoever holds it to the other one."""
    holder = next(p for p in stage.people() if p.incident(number)["commander"] == p.name)
    other = stage.ben if holder is stage.anna else stage.anna
    offer = f"offer {number} {other.name}"
    holder.say(offer)
    stage.strike(victim_at_offer, holder, other)
    again(stage, number, holder, offer, lambda i: i["offeredTo"] == other.name, "an offer of command")
    stage.seen(number, "the offer", lambda i: i["offeredTo"] == other.name, [other])
    answer = f"readback {number} redis is down, we fail over"
    other.say(answer)
    stage.strike(victim_at_answer, holder, other)
    again(stage, number, other, answer, lambda i: i["commander"] == other.name, "a hand-over")
    stage.seen(number, f"{other.name} in command", lambda i: i["commander"] == other.name and not i["offeredTo"])


def hand_overs(stage, args):
    number = stage.declare("Command goes to and fro")
    stage.anna.say(f"take {number}")
    stage.seen(number, "anna in command", lambda i: i["commander"] == "anna")
    plan = [(a, b) for a in VICTIMS for b in VICTIMS]
    stage.rng.shuffle(plan)
    plan = plan[:max(2, int(len(plan) * args.scale))]
    for first, second in plan:
        hand_over(stage, number, first, second)
    return number, len(plan)


def assumptions(stage):
    """One incident for each death, challenged together: a minute is waited once. The last one is answered."""
    incidents = {}
    for victim in VICTIMS + ("answered",):
        number = incidents[victim] = stage.declare(f"Nobody answers, {victim}")
        stage.anna.say(f"take {number}")
        stage.seen(number, "anna in command", lambda i: i["commander"] == "anna")
    for victim, number in incidents.items():
        stage.ben.say(f"challenge {number}")
        stage.strike(victim, stage.anna, stage.ben)
        again(stage, number, stage.ben, f"challenge {number}", lambda i: i["challenged"], "a challenge")
        stage.ben.say(f"assume {number} too early")  # is refused: she still has time
    answered = incidents.pop("answered")
    stage.anna.say(f"answer {answered}")
    stage.strike("holder", stage.anna, stage.ben)
    again(stage, answered, stage.anna, f"answer {answered}", lambda i: not i["challenged"], "an answer")
    stage.quiet()
    for number in incidents.values():
        expect(stage.ben.incident(number)["commander"] == "anna", "command was assumed before the minute was over")

    def over():  # by the server's clock, which decides
        facts = [(e["recordedAt"], f["incident"]) for e in stage.rig.entries(stage.data) for f in e["facts"]
                 if f["fact"] == "CommandChallenged"]
        last = max(at for at, incident in facts if incident in incidents.values())
        return time.time() > time.mktime(time.strptime(last[:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone + CHALLENGE + 1.5
    while not over():
        time.sleep(0.5)
    for victim, number in incidents.items():
        assume = f"assume {number} her console is gone"
        stage.ben.say(assume)
        stage.strike(victim, stage.anna, stage.ben)
        again(stage, number, stage.ben, assume, lambda i: i["commander"] == "ben", "an assumption of command")
        stage.seen(number, "ben in command", lambda i: i["commander"] == "ben")
    expect(stage.anna.incident(answered)["commander"] == "anna", "command was assumed although she had answered")
    return list(incidents.values()) + [answered]


def fate(entries, person):
    """What was shown as saved is one entry, or a refusal that is on record or was told."""
    done = {}
    for entry in entries:
        ids = {entry.get("command")} | {f["id"] for f in entry["facts"] if f["fact"] == "CommandRefused"}
        for command in ids:
            done[command] = done.get(command, 0) + 1
    for command, what in person.saved.items():
        times = done.get(command, 0)
        expect(times == 1 or (times == 0 and command in person.told),
               f"{person.name}: {what} was shown as saved and is {times} times on record")


def main(rig, args):
    stage = Stage(rig, args.rng)
    for person in stage.people():
        person.console.wait_welcome()
    number, rounds = hand_overs(stage, args)
    incidents = [number] + assumptions(stage)
    stage.quiet()
    entries = rig.entries(stage.data)
    changes = check_commanders(entries)
    for incident in incidents:
        names = {p.incident(incident)["commander"] for p in stage.people()}
        expect(len(names) == 1, f"incident {incident}: the consoles disagree on who commands: {names}")
    for person in stage.people():
        fate(entries, person)
    facts = [f["fact"] for e in entries for f in e["facts"]]
    expect(facts.count("HandOverAccepted") == rounds, f"{facts.count('HandOverAccepted')} hand-overs instead of {rounds}")
    expect(facts.count("CommandAssumed") == len(VICTIMS), "command was assumed another number of times")
    rig.verify(stage.data)
    passed(f"{rounds} hand-overs and {len(VICTIMS)} assumptions, each step with a death after it: "
           f"{changes} changes of command, never two commanders")

    taken = next(i for i, e in enumerate(entries) if any(f["fact"] == "CommandTaken" for f in e["facts"]))
    second = {**entries[taken], "facts": [{**f, "person": "ben"} for f in entries[taken]["facts"]]}
    must_fail("a second commander", lambda: check_commanders(entries[:taken + 1] + [second] + entries[taken + 1:]))
    accepted = [e for e in entries if any(f["fact"] == "HandOverAccepted" for f in e["facts"])]
    must_fail("a hand-over that is accepted twice", lambda: check_commanders(entries + accepted[-1:]))
    stage.anna.saved["never asked"] = "TakeCommand"
    must_fail("a step without a fate", lambda: fate(entries, stage.anna))
    passed("controls: a second commander, a hand-over that is accepted twice and a step without a fate are noticed")


if __name__ == "__main__":
    run(main, __doc__)
