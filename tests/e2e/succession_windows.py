#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command changes hands between two real windows, keyboard alone, while everybody dies: after each step of three
hand-overs and two assumptions of command the commander's window, the other one or the server is killed. A step that died
before it was saved is taken again, as a person would; one that was saved is not. At no entry of the journal are there two
commanders, and in the end both windows and the journal name the same one."""
import os
import random
import sys
import time

import window
from stage import Stage, option

code = window.run_inside_session(os.path.abspath(__file__))
if code is not None:
    sys.exit(code)

CHALLENGE = 60  # seconds that a challenged commander has to answer
SEED = int(option("--seed", random.SystemRandom().randrange(1000)))
QUICK = "--quick" in sys.argv  # the hand-overs alone


class Seat:
    """A person's window, killed and opened again at will."""

    def __init__(self, stage, name):
        self.stage, self.name, self.incident = stage, name, ""
        self.win = stage.console(name)

    def kill(self):
        self.win.kill()
        self.stage.windows.remove(self.win)
        self.win = self.stage.console(self.name)

    def ready(self):
        """The link stands, nothing waits, and the incident is the one that is meant."""
        self.win.gone("NO LINK", 60)
        window.await_("a link", lambda: self.win.find(text="Live") or self.win.find(text="ms"), 60)
        self.win.gone("waiting to send", 60)
        self.choose(self.incident)

    def choose(self, title):
        self.incident = title
        end, steps = time.monotonic() + 60, 0
        while not self.win.find(text=title, role="label"):
            assert time.monotonic() < end, f"{self.name} does not get to “{title}”"
            self.win.activate()
            self.win.key("ctrl+Up" if steps % 8 < 4 else "ctrl+Down")  # up to the first, and down through all
            steps += 1
            time.sleep(0.2)

    def palette(self, words):
        self.win.activate()
        self.win.palette(words)


class Post:
    def __init__(self, stage, rng):
        self.stage, self.rng, self.steps, self.again = stage, rng, 0, 0
        self.kestrel, self.wren = Seat(stage, "kestrel"), Seat(stage, "wren")

    def facts(self, *names, incident=None):
        return [f for _, _, f in self.stage.facts() if f["fact"] in names and incident in (None, f.get("incident"))]

    def holder(self, incident):
        holder = None
        for _, who, f in self.stage.facts():
            if f.get("incident") != incident:
                continue
            if f["fact"] in ("CommandTaken", "HandOverAccepted", "CommandAssumed"):
                holder = who
        return holder

    def strike(self, victim, holder, other):
        time.sleep(self.rng.choice((0, 0.01, 0.05, 0.2)))  # right after a step, at a moment that nobody chose
        if victim == "server":
            self.stage.kill_relay()
            self.stage.start_relay()
        elif victim:
            (holder if victim == "holder" else other).kill()

    def step(self, what, seat, act, done, victim=None, holder=None, other=None):
        """`act` by `seat`, a death right after it, and again as long as it has not come about."""
        for attempt in range(5):
            seat.ready()
            if done():
                self.steps += 1
                return
            self.again += attempt > 0
            seat.win.activate()
            act()
            if attempt == 0:
                self.strike(victim, holder, other)
            end = time.monotonic() + 8
            while not done() and time.monotonic() < end:
                time.sleep(0.2)
        raise AssertionError(f"{what} does not come about, however often it is asked for")

    def form(self, seat, words, seen, text):
        seat.palette(words)
        seat.win.see(seen, 10)
        seat.win.type(text)
        seat.win.key("Return")

    def hand_over(self, number, title, at_offer, at_answer):
        holder = self.kestrel if self.holder(number) == "kestrel" else self.wren
        other = self.wren if holder is self.kestrel else self.kestrel
        before = len(self.facts("HandOverAccepted", incident=number))
        offers = len(self.facts("HandOverOffered", incident=number))
        self.step("an offer", holder, lambda: self.form(holder, "Hand over command", "Briefing", other.name),
                  lambda: len(self.facts("HandOverOffered", incident=number)) > offers, at_offer, holder, other)
        other.ready()
        other.win.see("offers you command", 30)
        assert self.holder(number) == holder.name, "command went with the offer alone"
        self.step("a read-back", other,
                  lambda: self.form(other, "Accept command", "Read back", "redis is down, we fail over"),
                  lambda: len(self.facts("HandOverAccepted", incident=number)) > before, at_answer, holder, other)
        for seat in (self.kestrel, self.wren):
            seat.ready()
            seat.win.see(f"@{other.name}", 30)

    def declare(self, title):
        self.kestrel.win.activate()
        self.kestrel.win.key("ctrl+d")
        self.kestrel.win.see("Declare", 10)
        self.kestrel.win.type(title)
        self.kestrel.win.key("Return")
        window.await_(f"“{title}” in the journal", lambda: any(f["title"] == title for f in self.facts("IncidentOpened")), 20)
        number = next(f["incident"] for f in self.facts("IncidentOpened") if f["title"] == title)
        for seat in (self.kestrel, self.wren):
            seat.choose(title)
        self.step("command", self.kestrel, lambda: self.kestrel.win.key("t"), lambda: self.holder(number) == "kestrel")
        return number


def commanders(facts):
    """Who holds what, fact by fact: nobody takes what another one holds."""
    holder = {}
    for seq, who, f in facts:
        kind, incident = f["fact"], f.get("incident")
        if kind == "CommandTaken":
            assert not holder.get(incident), f"entry {seq}: two commanders of {incident}"
            holder[incident] = who
        elif kind == "CommandReleased":
            holder[incident] = None
        elif kind in ("HandOverAccepted", "CommandAssumed"):
            assert holder.get(incident) and holder[incident] != who, f"entry {seq}: {who} had it already"
            holder[incident] = who
    return holder


with Stage(drill=True) as stage:
    print(f"seed {SEED}", flush=True)
    post = Post(stage, random.Random(SEED))
    to_and_fro = post.declare("Command goes to and fro")
    for at_offer, at_answer in (("holder", "other"), ("other", "server"), ("server", "holder")):
        post.hand_over(to_and_fro, "Command goes to and fro", at_offer, at_answer)
        print(f"handed over: {at_offer} killed at the offer, {at_answer} at the answer", flush=True)

    challenged = {}
    if not QUICK:
        for title, victim in (("Her window is gone", "holder"), ("His window is gone", "other")):
            number = challenged[title] = post.declare(title)
            post.step("a challenge", post.wren, lambda: post.wren.palette("Challenge"),
                      lambda n=number: post.facts("CommandChallenged", incident=n), victim, post.kestrel, post.wren)
        began = time.monotonic()
        for (title, number), victim in zip(challenged.items(), ("other", "holder")):
            for seat in (post.kestrel, post.wren):
                seat.incident = title
            assert post.holder(number) == "kestrel", "assumed before the minute was over"
            post.wren.ready()
            post.wren.win.see("has not answered", CHALLENGE + 20)
            post.step("an assumption of command", post.wren,
                      lambda: post.form(post.wren, "Assume command", "Assume command from", "nobody answers"),
                      lambda n=number: post.holder(n) == "wren", victim, post.kestrel, post.wren)
            for seat in (post.kestrel, post.wren):
                seat.ready()
                seat.win.see("@wren", 30)
        print(f"assumed twice, {time.monotonic() - began:.0f} s after the challenges", flush=True)

    facts = stage.facts()
    holder = commanders(facts)
    assert all(holder[n] == "wren" for n in challenged.values()), holder
    assert sum(f["fact"] == "HandOverAccepted" for _, _, f in facts) == 3
    assert sum(f["fact"] == "CommandAssumed" for _, _, f in facts) == len(challenged)
    taken = next(i for i, (_, _, f) in enumerate(facts) if f["fact"] == "CommandTaken")
    try:  # the control
        commanders(facts[:taken + 1] + [(0, "wren", facts[taken][2])] + facts[taken + 1:])
    except AssertionError:
        pass
    else:
        raise AssertionError("a second commander was not noticed")
    stage.ctl("verify", "--data", stage.data)
    print(f"{post.steps} steps with a death after them, {post.again} taken again; never two commanders")
