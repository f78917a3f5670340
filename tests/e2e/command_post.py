#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two windows, keyboard alone: a proposal with an objection becomes a decision, people are paged, a status update is
written from the state and posted, and command is handed over with a read-back, the server killed between the offer and
the answer. At no entry are there two commanders."""
import os
import sys

import window
from stage import Stage

code = window.run_inside_session(os.path.abspath(__file__))
if code is not None:
    sys.exit(code)

strokes = {}


class Hands:
    """Counts what is typed, act by act."""

    def __init__(self, win):
        self.win = win

    def __call__(self, act, *keys):
        self.win.activate()
        for key in keys:
            if isinstance(key, tuple):
                self.win.type(key[0])
                strokes[act] = strokes.get(act, 0) + len(key[0])
            else:
                self.win.key(key)
                strokes[act] = strokes.get(act, 0) + 1


with Stage(drill=True) as stage:
    stage.play("redis-down.jsonl", 8)
    commander = stage.console("kestrel")
    scribe = stage.console("wren")
    for win in (commander, scribe):
        win.see("RedisDown on redis", 60)
    lead, write = Hands(commander), Hands(scribe)

    lead("take command", "t")
    scribe.see("@kestrel", 20)
    write("page a team", "slash", ("p @payments by phone",), "Return", "Escape")
    write("set the bridge", "b", ("https://call.example/1",), "Return")
    commander.see("https://call.example/1", 20)

    # Any strong objections?
    write("propose", "slash", ("q @swift 5m fail over to the replica",), "Return", "Escape")
    commander.see("Any strong objections?", 20)
    lead("object", "x", ("it lags by an hour",), "Return")
    scribe.see("it lags by an hour", 20)
    lead("proceed", "g")
    window.await_("the strip of the proposal is gone", lambda: scribe.find(text="Any strong objections?") is None, 20)
    scribe.see("fail over to the replica", 10)

    # A status update out of the state.
    lead("write an update", "u")
    commander.see("Internal update", 10)
    window.await_("the update has a text",
                  lambda: "Incident Commander: kestrel" in commander.text_of(commander.find(role="text", name="Text of the update")), 20)
    lead("post it", "ctrl+Return")
    window.await_("the post is an entry", lambda: any(f["fact"] == "StatusPosted" for _, _, f in stage.facts()), 20)

    # Hand-over: the server dies between the offer and the answer; the offer stands.
    lead("offer command", "Escape", "h", ("wren",), "Return")
    scribe.see("offers you command", 20)
    stage.kill_relay()
    scribe.see("NO LINK", 10)
    stage.start_relay()
    window.await_("the link is back", lambda: scribe.find(text="NO LINK") is None, 40)
    scribe.see("offers you command", 20)
    assert scribe.find(text="@kestrel") is not None
    scribe.activate()
    scribe.palette("Accept command")
    scribe.see("Read back", 10)
    write("accept command", ("redis is down, we fail over",), "Return")
    commander.see("@wren", 20)
    window.await_("the hand-over is an entry", lambda: any(f["fact"] == "HandOverAccepted" for _, _, f in stage.facts()), 20)

    facts = stage.facts()
    holder = None
    for _, who, f in facts:
        if f["fact"] == "CommandTaken":
            assert holder is None, "two commanders"
            holder = who
        elif f["fact"] == "HandOverAccepted":
            assert (holder, who) == ("kestrel", "wren"), (holder, who)
            holder = who
    assert holder == "wren"
    decided = [f for _, _, f in facts if f["fact"] == "DecisionTaken"]
    assert len(decided) == 1 and "it lags by an hour" in str(decided[0]), decided
    assert sum(f["fact"] == "PersonPaged" for _, _, f in facts) == 1
    assert sum(f["fact"] == "StatusPosted" for _, _, f in facts) == 1
    stage.ctl("verify", "--data", stage.data)
    print("; ".join(f"{act}: {count} keys" for act, count in strokes.items()))
