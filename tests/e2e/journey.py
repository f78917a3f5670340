#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way on the live lab: a fault drawn at random, first suspect, command, decision, the matching
runbook, verified, resolved, exported; and its control, /bin/true as the action, which must not verify.

  journey.py [--seed N | --fault WHAT] [--keyboard] [--cut] [--control] [--bin DIR]
"""
import json
import os
import random
import sys

import window
from stage import ROOT, Stage, in_order, option

code = window.run_inside_session(os.path.abspath(__file__))
if code is not None:
    sys.exit(code)

KEYBOARD, CUT, CONTROL = ("--keyboard" in sys.argv), ("--cut" in sys.argv), ("--control" in sys.argv)
SEED = int(option("--seed", random.SystemRandom().randrange(1000)))
RUNBOOK = {"redis": "restart-service", "postgres": "restart-service", "deploy": "roll-back-release",
           "flap": "restart-service", "exporter": "restart-exporter", "node": "restart-exporter"}
CONTROL_RUNBOOK = """id: do-nothing
version: 1
title: Do nothing
description: The control of the tests, which must never be verified.
risk: low
reversible: true
applies: 'true'
steps:
  - name: Nothing
    exec:
      argv: [/bin/true]
      timeout_s: 5
post_check:
  alert_clears_within_s: 12
  probe:
    http:
      url: {jq: '.vars.prometheus_url + "/api/v1/query"'}
      query: {query: {jq: '"unit:healthy{unit=\\"" + .alert.labels.unit + "\\"}"'}}
    until: '.data.result | length > 0 and all(.[]; .value[1] == "1")'
"""


def tab_to(win, role, name, limit=60):
    """Walks the tab order, as a person without a mouse does, until that control has the focus."""
    for _ in range(limit):
        node = win.find(role=role, name=name)
        if node and node.getState().contains(win.atspi.STATE_FOCUSED):
            return node
        win.key("Tab")
    raise AssertionError(f"{limit} tabs did not reach {role} “{name}”")


def choose(win, list_name, words, limit=12):
    """Chooses a row of a list: focus, then arrows until the row with these words is selected."""
    node = window.await_(f"the list {list_name}", lambda: win.find(role="list", name=list_name), 20)
    if KEYBOARD:
        tab_to(win, "list", list_name)
    else:
        win.click(node)
    win.key("Home")
    for _ in range(limit):
        for i in range(node.childCount):
            row = node.getChildAtIndex(i)
            if row.getState().contains(win.atspi.STATE_SELECTED) and words in win.text_of(row):
                return row
        win.key("Down")
    raise AssertionError(f"no row “{words}” in {list_name}")


def press(win, name, seconds=20):
    button = window.await_(f"the button {name}", lambda: win.find(role="push button", name=name), seconds)
    if KEYBOARD:
        tab_to(win, "push button", name)
        win.key("space")
    else:
        win.click(button)


def run():
    with Stage(lab=True, port_base=int(option("--port-base", "23000"))) as stage:
        if CONTROL:
            os.makedirs(os.path.join(stage.data, "runbooks"))
            with open(os.path.join(stage.data, "runbooks", "do-nothing.yaml"), "w") as f:
                f.write(CONTROL_RUNBOOK)
            stage.kill_relay()  # runbooks are read when the relay starts
            stage.start_relay()
        stage.lab_up()
        win = stage.console()
        if CONTROL:
            broke = json.loads(stage.lab("break", "redis", "--json"))
        elif CUT:
            # A fault that goes on firing by itself, and a source that has proven itself before it is cut.
            win.see("lab live", 90)
            fault = random.Random(SEED).choice(["redis", "postgres", "node"])
            broke = json.loads(stage.lab("break", fault, "--json"))
        elif option("--fault"):
            broke = json.loads(stage.lab("break", option("--fault"), "--json"))
        else:
            broke = json.loads(stage.lab("break", "random", "--seed", str(SEED), "--json"))
        what, service, unit = broke["broke"], broke["service"], broke["unit"]
        print(f"seed {SEED}: broke {what} (service {service}, unit {unit})", flush=True)

        # The group is on the screen, and its first suspect is the broken part.
        def suspected():
            for i in stage.rows("incidents"):
                if i["suspects"] and (i["suspects"][0]["service"] == service):
                    return i
            return None
        incident = window.await_(f"{service} as the first suspect", suspected, 60)
        number = incident["id"]
        win.see(f"1 {incident['suspects'][0]['label']}", 20)
        win.see("for: ", 5)

        win.key("a")
        win.see("Investigating", 10, role="push button")
        win.key("t")
        win.see("Incident Commander", 10)
        win.key("slash")
        win.type(f"d we mend {service}")
        win.key("Return")
        win.see(f"we mend {service}", 10)
        win.key("Escape")

        if what == "flap":  # until it is seen to flap, its clearing by itself proves nothing about an action
            window.await_("a flapping alert", lambda: any(
                a["flapping"] and a["service"] == service for a in stage.rows("alerts")), 90)

        if CUT:
            stage.lab("break", "feed")
            def stale():
                node = win.find(text="late") or win.find(text="lost")
                return node
            window.await_("the stale source in the strip", stale, 90)
            window.await_("alerts unknown, none resolved",
                          lambda: any(a["status"] == "Unknown" for a in stage.rows("alerts")), 120)
            assert not any(a["status"] == "Resolved" and a["service"] == service for a in stage.rows("alerts")), \
                "an alert ended although its source was cut"
            stage.lab("heal", "feed")
            window.await_("firing again", lambda: any(
                a["status"] == "Firing" and a["service"] == service for a in stage.rows("alerts")), 90)

        win.key("5")
        choose(win, "Runbooks", "Do nothing" if CONTROL else {
            "restart-service": "Restart a service", "restart-exporter": "exporter",
            "roll-back-release": "Roll "}[RUNBOOK[what]])
        press(win, "Prepare")
        win.see("program  ", 20)
        press(win, "Run exactly this", 30)
        if CONTROL:
            win.see("not verified", 60)
            verdict = [f for _, _, f in stage.facts(number) if f["fact"] == "PostCheckEnded"]
            assert verdict and verdict[0]["verdict"] == "NotVerified", verdict
            print("control: /bin/true ended not verified", flush=True)
            return
        window.await_("the post-check to end", lambda: any(
            f["fact"] == "PostCheckEnded" for _, _, f in stage.facts(number)), 150)
        verdict = [f for _, _, f in stage.facts(number) if f["fact"] == "PostCheckEnded"][0]
        assert verdict["verdict"] == "Verified", verdict
        win.see("verified", 10)

        win.palette("Resolve")
        win.type(f"{service} is back")
        win.key("Return")
        window.await_("resolved", lambda: stage.rows("incidents")[number - 1]["phase"] == "Resolved", 20)

        draft = os.path.join(stage.dir, "draft.md")
        stage.ctl("export", "--data", stage.data, "--incident", str(number), "--format", "markdown", "--out", draft)
        text = open(draft, encoding="utf-8").read()
        for words in (f"we mend {service}", "takes command", "verified"):
            assert words in text, f"the draft lacks “{words}”"
        in_order(stage.facts(number), [
            ("IncidentOpened", "rules", None), ("AlertAttached", "rules", None), ("SuspectsRanked", "rules", None),
            ("IncidentAccepted", "kestrel", None), ("CommandTaken", "kestrel", None),
            ("LineLogged", "kestrel", lambda f: f["lineKind"] == "Decision"),
            ("RunRequested", "kestrel", lambda f: f["runbook"] == RUNBOOK[what]),
            ("RunApproved", "kestrel", None), ("StepStarted", None, None), ("StepFinished", None, None),
            ("PostCheckStarted", None, None), ("PostCheckEnded", None, lambda f: f["verdict"] == "Verified"),
            ("PhaseSet", "kestrel", lambda f: f["to"] == "Resolved")])
        stage.ctl("verify", "--data", stage.data)
        if shots := option("--shots"):
            win.shot(os.path.join(shots, f"journey-{what}.png"))
        print(f"{what}: suspected, commanded, mended, verified, resolved, exported", flush=True)


run()
