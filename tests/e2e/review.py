#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reviewer reads: on a console that has joined a server and on an exported file without any, the same
incident with the texts of its alerts and its draft; and the file takes no command."""
import os
import sys

import window
from stage import Stage, option

code = window.run_inside_session(os.path.abspath(__file__))
if code is not None:
    sys.exit(code)

SUMMARY = option("--summary", "Redis redis-1 is down")

with Stage(drill=True) as stage:
    stage.play("redis-down.jsonl", 12).wait()
    joined = stage.console("kestrel")
    joined.see("RedisDown on redis", 60)
    joined.key("t")
    joined.see("Incident Commander", 15)

    def reads(win):
        win.activate()
        win.key("3")
        row = window.await_("the alert", lambda: win.find(text="RedisDown", role="table cell")
                            or win.find(text="RedisDown", role="tree item") or win.find(text="RedisDown", role="list item"), 20)
        win.click(row)
        win.see(SUMMARY, 15)
        win.palette("Review")
        win.see("takes command", 20)

    reads(joined)
    archive = os.path.join(stage.dir, "incident.qdi")
    stage.ctl("export", "--data", stage.data, "--incident", "1", "--format", "archive", "--out", archive)
    stage.kill_relay()
    opened = window.Window([stage.tool("quarterdeck"), "--open", archive, "--theme", "light"],
                           log=os.path.join(stage.dir, "opened.log"))
    stage.windows.append(opened)
    opened.see("RedisDown on redis", 30)
    reads(opened)
    opened.palette("Command")
    opened.key("slash")
    opened.type("n nobody may write here")
    opened.key("Return")
    opened.see("can be read, not changed", 15)
    if shots := option("--shots"):
        opened.shot(os.path.join(shots, "opened.png"))
    print("a joined console and an exported file read the same, with their texts; the file takes no command")
