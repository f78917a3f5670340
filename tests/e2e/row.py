#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posted alert becomes a painted row; text that is not painted is not seen (the control)."""
import json
import os
import sys
import urllib.error
import urllib.request

import window
from stage import Stage

code = window.run_inside_session(os.path.abspath(__file__))
if code is not None:
    sys.exit(code)

ALERT = [{"labels": {"alertname": "DiskFull", "service": "search", "instance": "node-7", "severity": "critical"},
          "annotations": {"summary": "<b>search</b> node-7 \u202eis full"}, "startsAt": "2026-01-01T00:00:00Z"}]


def post(url, body):
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as e:
        return e.code, e.read().decode()


with Stage() as stage:
    win = stage.console()
    # Nothing is connected: calm must not be what the screen says.
    win.see("No source connected", 20)
    assert post(f"{stage.sender}/api/v2/alerts", json.dumps(ALERT).encode())[0] == 200
    win.see("DiskFull on search", 20)
    win.key("3")
    cell = win.see("DiskFull", 20, role="table cell")
    x, y, w, h = win.extents(cell)
    fx, fy, fw, fh = win.extents(win.frame)
    assert fx <= x and x + w <= fx + fw and fy <= y and y + h <= fy + fh
    # The control: a word that stands nowhere is not found, and the hidden perspectives do not count.
    assert win.find(text="DiskEmpty") is None
    assert win.find(text="Should the server on this machine keep listening") is None, "hidden text was counted"
    # A refusal is a sentence, counted, and everything else stands.
    status, body = post(f"{stage.sender}/api/v2/alerts", b'[{"labels": {"alertname": 7}}]')
    assert status == 400 and "error" in json.loads(body), (status, body)
    status, body = post(f"http://127.0.0.1:{stage.port}/api/v2/alerts", b"[]")
    assert status == 401, status
    win.see("refused 2", 10)
    # Sceptic's check 13 at 1366x768: what minute 0 asks for is inside the window.
    for words in ("DiskFull on search", "Situation", "First fired", "Suspects", "Triage", "Sources"):
        win.see(words, 5)
    # A quiet source without heartbeat never reads calm (check 3).
    win.see("unproven", 5)
    print("row, refusals and minute 0 are painted")
