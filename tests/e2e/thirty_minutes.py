#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commander's first thirty minutes on the live lab, by keyboard alone: every act by keys, and what has to be
answered without a click is read where it is painted, at 1366×768. Prints the keystrokes of each act.

  thirty_minutes.py [--fault WHAT] [--broken [--cut SECONDS]] [--bin DIR] [--port-base N]

--broken is the same with the server killed at three random moments and the link cut once, for twenty seconds unless
--cut says otherwise: people go on writing, and every act is in the journal once.
"""
import json
import os
import random
import re
import sys
import threading
import time

import window
from stage import Stage, in_order, option

code = window.run_inside_session(os.path.abspath(__file__))
if code is not None:
    sys.exit(code)
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults"))
from rig import Link  # noqa: E402

BROKEN = "--broken" in sys.argv
CUT = float(option("--cut", "20"))
SEED = int(option("--seed", random.SystemRandom().randrange(1000)))
FAULT = option("--fault", "deploy")
RUNBOOK = {"redis": ("Restart a service", "restart-service"), "postgres": ("Restart a service", "restart-service"),
           "deploy": ("Roll ", "roll-back-release")}[FAULT]
AGE = r"\d+ ?(s|min|h)|\d+:\d\d"


class Commander:
    """Hands on the keyboard and eyes on the glass."""

    def __init__(self, stage, port):
        self.stage, self.port = stage, port
        self.win = stage.console(port=port)
        self.strokes, self.cells, self.act = {}, 0, ""

    def do(self, act, *keys):
        """Keys by name, texts as one-tuples."""
        self.act = act
        count = self.strokes.setdefault(act, [0, 0])
        for key in keys:
            if isinstance(key, tuple):
                self.win.type(key[0])
                count[1] += len(key[0])
            else:
                self.win.key(key)
                count[0] += 1

    def read(self, what, pattern, role=None, seconds=30):
        """Something painted in the window answers `what`."""
        wanted = re.compile(pattern, re.S | re.M)

        def seen():
            for node in self.win.nodes():
                try:
                    if role and node.getRoleName() != role:
                        continue
                    found = wanted.search(self.win.text_of(node))
                    if found and self.win.painted(node):
                        return found
                except Exception:  # it went away under us
                    continue
            return None
        found = window.await_(f"{what} ({pattern})", seen, seconds * (3 if BROKEN else 1))
        self.cells += 1
        return found

    def focused(self, role, name):
        """Tabs on until that control has the focus, as a person without a mouse does."""
        for _ in range(60):
            node = self.win.find(role=role, name=name)
            if node and node.getState().contains(self.win.atspi.STATE_FOCUSED):
                return node
            self.do(self.act, "Tab")
        raise AssertionError(f"60 tabs did not reach {role} “{name}”")

    def choose(self, list_name, words):
        window.await_(f"the list {list_name}", lambda: self.win.find(role="list", name=list_name), 20)
        rows = self.focused("list", list_name)
        self.do(self.act, "Home")
        for _ in range(20):
            for i in range(rows.childCount):
                row = rows.getChildAtIndex(i)
                if row.getState().contains(self.win.atspi.STATE_SELECTED) and words in self.win.text_of(row):
                    return
            self.do(self.act, "Down")
        raise AssertionError(f"no row “{words}” in {list_name}")

    def press(self, name, seconds=30):
        window.await_(f"the button {name}", lambda: self.win.find(role="push button", name=name), seconds)
        self.focused("push button", name)
        self.do(self.act, "space")

    def palette(self, act, words):
        self.do(act, "ctrl+k", (words,), "Return")


class Trouble:
    """Kills the server at three moments that nobody chose, and cuts the link once."""

    def __init__(self, stage, link):
        self.stage, self.link, self.rng = stage, link, random.Random(SEED)
        self.kills = 0
        self.thread = None

    def kill_soon(self):
        """Within the next act, at a random moment of it."""
        if not BROKEN:
            return

        def strike():
            time.sleep(self.rng.uniform(0, 2.5))  # the fault's random moment
            self.stage.kill_relay()
            time.sleep(self.rng.uniform(0.1, 1.5))
            self.stage.start_relay()
            self.kills += 1
        self.wait()
        self.thread = threading.Thread(target=strike)
        self.thread.start()

    def wait(self):
        if self.thread:
            self.thread.join()
            self.thread = None


def before(hands, stage, service):
    """What the screen owes whoever has not come yet, and minute 0: in five seconds, without a key."""
    def suspected():
        return next((i for i in stage.rows("incidents") if i["suspects"] and i["suspects"][0]["service"] == service), None)
    incident = window.await_(f"{service} as the first suspect", suspected, 90)
    hands.read("the feed is alive", r"lab live")
    hands.read("the title", re.escape(incident["title"]), role="label")
    hands.read("the severity", r"SEV-\d")
    hands.read("who is on it", r"^nobody is on it$", role="label")
    hands.read("whose it is", r"^· team-[\w-]+ owns it$", role="label")
    hands.read("both in the list of groups", r"nobody yet \(team-[\w-]+\)")
    assert not hands.win.find(text="never seen"), "after minutes of history, nothing is known to be new"
    hands.read("one incident or many", r"In triage · \d+ group")
    hands.read("the load", r"Load: \d+ new in 10 min")
    hands.read("the first alert and its time", r"^\w+ \w+.*, \d\d:\d\d", role="label")
    hands.read("how many fire, up or down a minute",
               r"\d+ firing, (growing|falling|flat)(, [+-]\d+ in the last minute| in the last minute| for )")
    hands.read("services hit", r"\d+ services? of \d+")
    hands.read("customer-facing or not", r"customer-facing service is hit|Not stated yet")
    hands.read("the first suspect", r"^1 " + re.escape(incident["suspects"][0]["label"]))
    hands.read("why it is suspected", r"^for: ")
    hands.read("what is suppressed", r"\d+ suppressed.*, \d+ flapping|none here")
    hands.read("what is not alarmed", r"needed by what is hit|^–$")
    return incident


def size_up(hands, service):
    hands.do("accept", "a")
    hands.read("its phase", r"● Investigating", role="push button")
    while not hands.win.find(text="NO COMMANDER"):  # of SEV-3 nobody shouts; unsure? the higher
        hands.do("raise the severity", "plus")
        time.sleep(0.5)
    hands.read("that nobody commands", r"^NO COMMANDER$")
    hands.do("take command", "t")
    hands.read("who commands", r"@kestrel \(you\)")
    hands.read("since when", r"Incident Commander · (" + AGE + ")")
    hands.read("the empty seats", r"Deputy: you · Scribe: you")
    hands.read("the incident's age", r"^Age$")
    hands.read("which services need an expert", r"needs an expert, nobody here: .*\(team-[\w-]+\)")
    hands.palette("name a scribe", "Assign: scribe")
    hands.read("the form of a role", r"Assign a role")
    hands.focused("text", "Person")
    hands.do("name a scribe", ("wren",), "Return")
    hands.read("the scribe, and since when", r"Scribe: @wren (" + AGE + ")")
    hands.do("page a team", "slash", (f"p @{service} by phone",), "Return", "Escape")
    hands.do("look at the people", "9")
    hands.read("who is paged, and how long", rf"@{service}.*paged.*(" + AGE + ")")
    hands.read("that the service's team is called", rf"paged: .*{service} \(team-[\w-]+, ")


def what_is_wrong(hands):
    hands.do("state the impact", "i", ("a third of the checkouts fail",), "Return")
    hands.read("the impact in the log", r"a third of the checkouts fail")
    hands.do("log a fact", "slash", ("-1m n support has 12 reports",), "Return", "Escape")
    hands.read("the fact in the log", r"support has 12 reports")
    if FAULT == "deploy":
        hands.read("the change, minutes before onset", r"(before|after) onset")
    if FAULT != "deploy":  # a bad release is one kind of alert: nothing fires second
        hands.read("the order of onset", r"^then \w+.* \+\d+ ", seconds=90)
    hands.do("a hypothesis", "slash", ("h the new release leaks",), "Return", "Escape")
    hands.read("the hypothesis in the log", r"the new release leaks")


def first_notice(hands):
    hands.do("write the update", "u")
    hands.read("that everything is new", r"^Changed so far, none was posted: .*lines in the log")
    hands.read("the update, filled in", r"Incident Commander: kestrel", role="text")
    hands.do("post it", "ctrl+Return")
    hands.read("that it is posted", r"1 posted; the last .* by @kestrel")
    hands.palette("next update in 30 min", "Next in 30 min")
    hands.read("when the next one is due", r"^Internal update$")
    hands.read("the minutes left of it", r"^29:\d\d$|^30:00$")


def decide(hands):
    hands.do("propose", "Escape", "slash", ("q @swift 5m roll back the release",), "Return", "Escape")
    hands.read("the question", r"roll back the release .*Any strong objections\?")
    hands.read("the countdown of the poll", r"^[01]:\d\d$|^hearing none$")
    hands.do("object", "x", ("nobody knows why yet",), "Return")
    hands.read("the objection and its name", r"✕ @kestrel: nobody knows why yet")
    hands.do("proceed", "g")
    window.await_("the poll's strip is gone", lambda: not hands.win.find(text="Any strong objections?"), 60)
    hands.do("look at the decisions", "7")
    hands.read("the decision with its owner", r"@swift.*roll back the release.*decided \d\d:\d\d · \d:\d\d left")
    hands.read("the hypothesis, proposed", r"the new release leaks.*○ proposed")
    hands.do("give a task", "slash", ("a @swift 3m watch the error rate",), "Return", "Escape")
    hands.read("the task on the clock", r"^watch the error rate \(swift\)$")
    hands.do("look at the tasks", "4")
    hands.read("the task's countdown, not heard yet", r"@swift: watch the error rate, [0-3]:\d\d left · not heard yet")
    hands.act = "note that it is heard"
    hands.choose("Tasks", "watch the error rate")
    hands.palette("note that it is heard", "Heard")
    hands.read("that it is heard", r"watch the error rate.*✓ heard")
    hands.read("the call-out", r"^Call-out$")


def act(hands, stage, number):
    hands.do("choose the runbook", "5")
    hands.read("its risk, and whether it can be undone", r"(low|medium|high) risk · can(not)? be undone")
    hands.choose("Runbooks", RUNBOOK[0])
    hands.read("that it was never used", RUNBOOK[0] + r".*never used", role="list item")
    hands.act = "prepare it"
    hands.press("Prepare")
    hands.read("what exactly would run", r"program  ")
    hands.act = "run exactly this"
    hands.press("Run exactly this")
    hands.read("the post-check on the clock", r"^Post-check ", seconds=60)
    hands.read("the post-check's time", r"post-check .*(" + AGE + r") of ", seconds=30)
    hands.read("which alerts should clear", r"^Should clear, \d+ of \d+ did: ")
    hands.read("what is new since", r"New since \d\d:\d\d")
    hands.read("both beside the situation", r"\d+ of \d+ that should clear have cleared; ")
    hands.do("a to-do caught in passing", "slash", ("t raise the timeout of the pool",), "Return", "Escape")

    def verdict():
        return next((f for _, _, f in stage.facts(number) if f["fact"] == "PostCheckEnded"), None)
    ended = window.await_("the post-check to end", verdict, 150)
    if not BROKEN:
        assert ended["verdict"] == "Verified", ended
        hands.read("whether it worked", r"verified")
        hands.read("the last use and how it ended", RUNBOOK[0] + r".*last used [\d-]+ \d\d:\d\d, ✓ verified", role="list item")


def wind_down(hands, stage, number):
    hands.do("spoken status", "u")
    hands.read("the status, to be read aloud", r"Incident Commander: kestrel.*Since the last update at", role="text")
    hands.read("what has changed since the last one", r"^Changed since the update of \d\d:\d\d: .*lines? in the log")
    hands.do("refute the hypothesis", "Escape", "7")
    hands.palette("refute the hypothesis", "Refuted")
    hands.do("refute the hypothesis", ("the old version fails as well",), "Return")
    hands.read("the hypothesis, refuted", r"the new release leaks.*✕ refuted")
    hands.do("offer command", "h", ("wren",), "Return")
    hands.read("the offer", r"You offered command to @wren")
    hands.palette("withdraw the offer", "Withdraw the offer")
    window.await_("the offer withdrawn", lambda: not hands.win.find(text="You offered command"), 30)
    hands.palette("watch the recovery", "Monitoring")
    hands.read("its phase", r"● Monitoring", role="push button")
    hands.read("whether it stays quiet", r"^\d+ groups? fires?, ")
    hands.read("silences that would hide a relapse", r"^no silence would hide a relapse$")
    hands.read("that the feed is fresh", r"● \d+ of \d+ sources live|⚠ .*sources live")
    hands.do("the closing checklist", "8")
    hands.read("what is left to close", r"Before closing · Resolved · \d of 6 done")
    hands.read("when the last post was", r"☐ .*last status update.*the last one .*ago")
    hands.read("silences to lift", r"☐ .*Lift silences.*(none here|match)")
    hands.read("unverified actions", r"☐ .*verified or undone.*(all are|not verified)")
    hands.read("to-dos without an owner", r"☐ .*to-do has an owner, \d+ open, \d+ without an owner")
    hands.read("who reviews it", r"☐ .*owns the review.*no open task names it")
    hands.palette("resolve", "Resolve…")
    hands.do("resolve", ("the release is rolled back",), "Return")
    hands.read("its phase", r"● Resolved", role="push button")
    hands.read("how long it lasted", r"^Lasted$")
    hands.do("the draft", "ctrl+3")
    hands.read("the postmortem draft", r"a third of the checkouts fail")


def once(stage, number):
    """Every act stands in the journal once, and nobody ever commanded beside the commander."""
    facts = stage.facts(number)

    def count(name, test=lambda f: True):
        return sum(f["fact"] == name and test(f) for _, _, f in facts)
    for name, words in (("LineLogged", "support has 12 reports"), ("LineLogged", "the new release leaks"),
                        ("TaskAssigned", "watch the error rate"), ("TaskAssigned", "raise the timeout of the pool"),
                        ("PollOpened", "roll back the release"), ("DecisionTaken", "roll back the release")):
        assert count(name, lambda f, w=words: f["text"] == w) == 1, (name, words)
    for name in ("CommandTaken", "PersonPaged", "StatusPosted", "ImpactSet", "HandOverOffered", "HandOverWithdrawn"):
        assert count(name) == 1, (name, count(name))
    in_order(facts, [
        ("IncidentOpened", "rules", None), ("IncidentAccepted", "kestrel", None), ("CommandTaken", "kestrel", None),
        ("RoleAssigned", "kestrel", None), ("PersonPaged", "kestrel", None), ("ImpactSet", "kestrel", None),
        ("StatusPosted", "kestrel", None), ("PollOpened", "kestrel", None), ("ObjectionRaised", "kestrel", None),
        ("DecisionTaken", "kestrel", None), ("TaskAssigned", "kestrel", None),
        ("RunRequested", "kestrel", lambda f: f["runbook"] == RUNBOOK[1]), ("PostCheckEnded", None, None),
        ("PhaseSet", "kestrel", lambda f: f["to"] == "Resolved")])
    stage.ctl("verify", "--data", stage.data)


def run():
    with Stage(lab=True, port_base=int(option("--port-base", "25000"))) as stage:
        stage.lab_up()
        link = Link(stage.port)
        hands = Commander(stage, link.port)
        trouble = Trouble(stage, link)
        broke = json.loads(stage.lab("break", FAULT, "--json"))
        print(f"seed {SEED}: broke {broke['broke']} (service {broke['service']})", flush=True)
        incident = before(hands, stage, broke["service"])
        number = incident["id"]
        size_up(hands, broke["service"])
        if BROKEN:
            link.cut()
            cut = time.monotonic()
            hands.read("that the link is gone", r"NO LINK")
        what_is_wrong(hands)
        if BROKEN:
            hands.read("what waits", r"waiting to send")
            while time.monotonic() - cut < CUT:
                time.sleep(0.5)
            link.mend()
            window.await_("nothing waits", lambda: not hands.win.find(text="waiting to send"), 60)
        hands.read("the impact", r"a third of the checkouts fail, since \d\d:\d\d")
        trouble.kill_soon()
        first_notice(hands)
        trouble.kill_soon()
        decide(hands)
        trouble.wait()
        act(hands, stage, number)
        trouble.kill_soon()
        wind_down(hands, stage, number)
        trouble.wait()
        if BROKEN:
            assert trouble.kills == 3, trouble.kills
            window.await_("nothing waits", lambda: not hands.win.find(text="waiting to send"), 60)
        once(stage, number)
        print("keys and letters of each act: " + "; ".join(
            f"{name} {keys}" + (f"+{letters}" if letters else "") for name, (keys, letters) in hands.strokes.items()))
        print(f"{hands.cells} answers read where they are painted"
              + (f"; server killed {trouble.kills} times, link cut for {CUT:.0f} s" if BROKEN else ""))


run()
