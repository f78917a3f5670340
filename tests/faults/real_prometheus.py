#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Alertmanager that is asked: added while the server runs, tested (version, how many alerts, whose clock), gone and
started again with nothing, which ends nothing. And a real Prometheus of which a query is watched: when its value will
reach a threshold is told before it does."""
import datetime
import json
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request

from rig import ANNA, SKIPPED, alert, expect, must_fail, passed, run, until

AHEAD = 1200  # seconds until the watched value reaches its threshold


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (OSError, urllib.error.HTTPError):
        return False


def main(rig, _args):
    for program in ("prometheus", "prometheus-alertmanager"):
        if not shutil.which(program):
            print(f"skipped: {program} is not installed")
            sys.exit(SKIPPED)
    folder = rig.folder / "servers"
    folder.mkdir()
    (folder / "am.yml").write_text("route: {receiver: none}\nreceivers: [{name: none}]\n")
    (folder / "prom.yml").write_text("global: {scrape_interval: 1m}\n")
    am_port, prom_port = free_port(), free_port()
    am, prom = f"http://127.0.0.1:{am_port}", f"http://127.0.0.1:{prom_port}"

    def alertmanager():
        child = rig.start("prometheus-alertmanager", f"--config.file={folder / 'am.yml'}", f"--storage.path={folder / 'am'}",
                          f"--web.listen-address=127.0.0.1:{am_port}", "--cluster.listen-address=")
        until(lambda: answers(am + "/-/ready"), 30, "an Alertmanager")
        return child

    manager = alertmanager()
    rig.start("prometheus", f"--config.file={folder / 'prom.yml'}", f"--storage.tsdb.path={folder / 'prom'}",
              f"--web.listen-address=127.0.0.1:{prom_port}")
    until(lambda: answers(prom + "/-/ready"), 30, "a Prometheus")
    posted = urllib.request.Request(am + "/api/v2/alerts", json.dumps([alert("A", "a1"), alert("B", "b1")]).encode(),
                                    {"Content-Type": "application/json"})
    urllib.request.urlopen(posted, timeout=5).close()

    data = rig.folder / "data"
    data.mkdir()
    begun = time.time()
    # Values that a real server works out for each moment of the past hour: one rises by 1 a second, one stays.
    (data / "sources.yaml").write_text("sources:\n  - " + json.dumps({"name": "prom", "connector": "prometheus", "watch": {
        "url": prom, "every_s": 15, "back_fill_h": 1, "queries": [
            {"name": "Disk", "query": f"vector(time() - {begun:.0f})", "threshold": {"above": AHEAD}},
            {"name": "Calm", "query": "vector(5)", "threshold": {"above": AHEAD}}]}}) + "\n")
    relay = rig.relay(data)
    anna = rig.console(relay.port, ANNA, rig.folder / "anna")
    anna.wait_welcome()

    def ask(topic, **about):
        before = sum("told" in e for e in anna.events())
        anna.say(f"inquire {topic} {json.dumps(about)}")
        until(lambda: sum("told" in e for e in anna.events()) > before, 25, f"an answer to {topic}")
        return [e for e in anna.events() if "told" in e][-1]

    # Early warning: the time to the threshold, by the real server's values.
    warned = until(lambda: [f for f in rig.facts(data, "AlertRaised") if f["title"].startswith("Disk")], 30, "an early warning")[0]
    notes = dict(warned["annotations"])
    reaches = datetime.datetime.fromisoformat(notes["watch_reaches_at"].replace("Z", "+00:00")).timestamp()
    expect(notes["watch_sort"] == "threshold" and abs(reaches - begun - AHEAD) < 120, f"it is said for {notes['watch_reaches_at']}")
    expect(notes["query"].startswith("vector(time()") and "reaches 1200 in about" in warned["title"], f"{warned['title']}")
    expect(not [f for f in rig.facts(data, "AlertRaised") if f["title"].startswith("Calm")], "a value that stays was warned of")
    must_fail("a warning", lambda: expect(not [f for f in rig.facts(data, "AlertRaised") if f["title"].startswith("Disk")], "it is there"))

    # Alertmanager, added while the server runs, and tested as F7's Test does.
    added = ask("source", connector="alertmanager", name="am", url=am)
    expect(added["sentence"] == "", f"it was not added: {added}")
    until(lambda: {"A", "B"} <= {f["name"] for f in rig.facts(data, "AlertRaised")}, 60, "its alerts")
    until(lambda: any(f["state"] == "Live" for f in rig.facts(data, "SourceStateChanged")), 10, "a source that is live")
    tested = ask("test", source="am")["what"]
    with urllib.request.urlopen(am + "/api/v2/status", timeout=5) as answer:
        version = json.load(answer)["versionInfo"]["version"]
    expect(tested["problem"] == "" and tested["version"] == version and tested["count"] == 2, f"the test says {tested}")
    expect(abs(tested["skew_ms"]) <= 3000, f"the same clock is {tested['skew_ms']} ms off")
    manager.stop()
    expect(ask("test", source="am")["what"]["problem"], "one that is gone was tested well")

    # Started again with nothing: that ends nothing.
    def state():
        name = [f["source"] for f in rig.facts(data, "SourceAdded") if f["name"] == "am"][0]
        return [f["state"] for f in rig.facts(data, "SourceStateChanged") if f["source"] == name][-1]

    until(lambda: state() == "Late", 60, "a source that is late")
    shutil.rmtree(folder / "am")
    alertmanager()
    expect(ask("test", source="am")["what"]["count"] == 0, "it knows something")
    until(lambda: state() == "Live", 60, "a round that was answered with nothing")
    ended = [f for f in rig.facts(data, "AlertCleared")]
    expect(not ended, f"an empty answer of a restarted one ended {ended}")
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    passed(f"real Prometheus and Alertmanager {version}: warned {AHEAD} s ahead; version, count and skew; a restart ends nothing")


if __name__ == "__main__":
    run(main, __doc__)
