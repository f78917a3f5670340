#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commander and scribe on one server: what one does the other sees; kill -9 of the relay and of a console in
the middle lose nothing and double nothing; both read and write while the link is cut."""
import os
import sys

import window
from stage import Stage

code = window.run_inside_session(os.path.abspath(__file__))
if code is not None:
    sys.exit(code)

with Stage(drill=True) as stage:
    stage.play("redis-down.jsonl", 8)
    commander = stage.console("kestrel")
    commander.see("RedisDown on redis", 60)
    scribe = stage.console("wren")
    scribe.see("RedisDown on redis", 60)
    commander.activate()
    commander.see("DRILL", 5)
    commander.key("t")
    commander.see("Incident Commander", 15)
    scribe.see("@kestrel", 15)

    def log(win, words):
        win.activate()
        win.key("slash")
        win.type(words)
        win.key("Return")
        win.key("Escape")

    log(scribe, "n support has 12 reports")
    commander.see("support has 12 reports", 15)

    # The relay dies: it shows at once, everything still reads, people still write.
    stage.kill_relay()
    scribe.see("NO LINK", 10)
    scribe.see("RedisDown on redis", 5)
    log(scribe, "n written while the link was cut")
    scribe.see("waiting to send", 10)
    log(commander, "d restart redis")
    commander.see("waiting to send", 10)
    # The scribe's console dies with its line on disk.
    scribe.kill()
    stage.start_relay()
    commander.gone("waiting to send", 30)
    scribe = stage.console("wren")
    scribe.see("restart redis", 30)
    commander.see("written while the link was cut", 30)
    window.await_("nothing waits", lambda: scribe.find(text="waiting to send") is None, 20)

    lines = [f["text"] for _, _, f in stage.facts() if f["fact"] == "LineLogged"]
    for words in ("support has 12 reports", "written while the link was cut", "restart redis"):
        assert lines.count(words) == 1, (words, lines)
    by = {f["text"]: who for _, who, f in stage.facts() if f["fact"] == "LineLogged"}
    assert by["written while the link was cut"] == "wren" and by["restart redis"] == "kestrel", by
    assert sum(f["fact"] == "CommandTaken" for _, _, f in stage.facts()) == 1
    stage.ctl("verify", "--data", stage.data)
    print("two windows agree; nothing lost, nothing twice")
