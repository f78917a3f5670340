#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Silences of a real Alertmanager, both ways: what is set, changed and ended there is so here, with who and why; what is
set and ended here is so there, once; nothing is ended, doubled or lost when it is killed, forgets everything, or cannot
be reached; one that may only be read is never written to."""
import datetime
import json
import shutil
import socket
import sys
import urllib.error
import urllib.request

from rig import ANNA, SKIPPED, expect, must_fail, passed, rfc3339, run, until

PROGRAM = shutil.which("prometheus-alertmanager")


class Alertmanager:
    """A real one, on a port that it keeps over its deaths."""

    def __init__(self, rig, name):
        self.rig, self.folder, self.child = rig, rig.folder / name, None
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.config = rig.folder / f"{name}.yml"
        self.config.write_text("route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")

    def start(self):
        self.child = self.rig.start(PROGRAM, f"--config.file={self.config}", f"--storage.path={self.folder}",
                                    f"--web.listen-address=127.0.0.1:{self.port}", "--cluster.listen-address=",
                                    "--log.level=warn")
        until(self.ready, 20, "an Alertmanager that is ready")

    def ready(self):
        try:
            return urllib.request.urlopen(self.url + "/-/ready", timeout=2).status == 200
        except OSError:
            return False

    def ask(self, path, body=None, method=None):
        request = urllib.request.Request(self.url + path, None if body is None else json.dumps(body).encode(),
                                         {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=5) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def silences(self, state=None):
        return [s for s in self.ask("/api/v2/silences") if state in (None, s["status"]["state"])]

    def set(self, why, ends_in=3600.0, of=None, **labels):
        matchers = [{"name": n, "value": v, "isRegex": v.endswith(".*"), "isEqual": True} for n, v in labels.items()]
        # With another beginning it would be another silence.
        starts = next(s["startsAt"] for s in self.silences() if s["id"] == of) if of else rfc3339()
        body = {"matchers": matchers, "startsAt": starts, "endsAt": rfc3339(ends_in), "createdBy": "wren", "comment": why}
        return self.ask("/api/v2/silences", {**body, **({"id": of} if of else {})})["silenceID"]

    def end(self, silence):
        self.ask(f"/api/v2/silence/{silence}", method="DELETE")

    def fire(self, name, **labels):
        self.ask("/api/v2/alerts", [{"labels": {"alertname": name, "severity": "warning", **labels},
                                     "startsAt": rfc3339(), "endsAt": rfc3339(3600)}])


def main(rig, _args):
    if not PROGRAM:
        print("skipped: prometheus-alertmanager is not installed")
        sys.exit(SKIPPED)
    lab, other = Alertmanager(rig, "lab"), Alertmanager(rig, "other")
    lab.start()
    other.start()
    sources = rig.folder / "sources.yaml"
    sources.write_text("sources:\n" + "".join(
        f"  - name: {name}\n    connector: alertmanager\n    silences: {use}\n    poll: {{url: '{at.url}', every_s: 0.3}}\n"
        for name, at, use in (("lab", lab, "read and write"), ("other", other, "read"))))
    data = rig.folder / "data"
    relay = rig.relay(data, sources=sources)
    anna = rig.console(relay.port, ANNA)
    anna.wait_welcome()

    def here():
        return rig.json("silences", "--data", data)

    def one(why):
        found = [s for s in here() if s["reason"] == why]
        expect(len(found) <= 1, f"“{why}” is here {len(found)} times")
        return found[0] if found else None

    def active(why):
        silence = one(why)
        return silence if silence and not silence["endedAt"] else None

    def alert_named(name):
        return next((a for a in rig.json("alerts", "--data", data) if a["name"] == name), None)

    # Set there: here, with who, why and until when; and it hides what it hides there, saying so.
    lab.fire("DiskFull", instance="db1", team="storage")
    until(lambda: alert_named("DiskFull"), 20, "an alert of the Alertmanager")
    number = lab.set("the disk is swapped", alertname="DiskFull", team="stor.*")
    seen = until(lambda: active("the disk is swapped"), 20, "a silence that was set there")
    expect(seen["owner"] == "wren" and "set at lab" in seen["words"], f"who and where are lacking: {seen['words']}")
    ends = [s["endsAt"] for s in lab.silences() if s["id"] == number][0]
    at = datetime.datetime.fromisoformat(ends.replace("Z", "+00:00")).timestamp()
    told = seen["until"] if isinstance(seen["until"], (int, float)) else \
        datetime.datetime.fromisoformat(seen["until"].replace("Z", "+00:00")).timestamp() * 1000
    expect(abs(told / 1000 - at) < 1, f"it ends at {told} and not at {at}")

    def hidden():
        facts = [f for e in rig.entries(data) for f in e["facts"] if f["fact"] == "AlertSuppressed"]
        return facts and facts[-1]["suppressed"] and "of wren, set at lab: the disk is swapped" in facts[-1]["reason"]

    until(hidden, 20, "an alert that says who silenced it, and why")
    lab.set("the disk is swapped", ends_in=7200, of=number, alertname="DiskFull", team="stor.*")
    until(lambda: (active("the disk is swapped") or {}).get("until") != seen["until"], 20, "longer there, longer here")
    must_fail("a silence that nobody set", lambda: until(lambda: one("nobody said this"), 1, "a silence of nobody"))

    # Set here: there, once, with our name; ended here: expired there.
    anna.say("silence 60 name=Backup*, labels.team!=storage because the tapes are moved")
    ours = until(lambda: lab.silences("active") if len(lab.silences("active")) == 2 else None, 20, "a silence set here, there")
    ours = [s for s in ours if s["id"] != number][0]
    expect(ours["createdBy"] == "anna" and ours["comment"].startswith("the tapes are moved"), f"it reads {ours}")
    expect({"name": "alertname", "value": "Backup.*", "isRegex": True, "isEqual": True} in ours["matchers"],
           f"its matchers are {ours['matchers']}")
    until(lambda: any(c["taken"] for c in one("the tapes are moved")["copies"]), 10, "an answer that is in the journal")

    # Killed, and with it what was not saved yet: nothing is ended here, ours is written again, theirs stays.
    lab.child.kill()
    until(lambda: "cannot" in json.dumps([f for e in rig.entries(data) for f in e["facts"] if f["fact"] == "SourceStateChanged"])
          or any(f["state"] != "Live" for e in rig.entries(data) for f in e["facts"] if f["fact"] == "SourceStateChanged"),
          20, "a source that says that it is not reached")
    anna.say("silence 60 name=Queue* because set while it was away")
    until(lambda: one("set while it was away") and one("set while it was away")["copies"], 20, "one that waits to be written")
    expect(active("the disk is swapped") and active("the tapes are moved"), "a silence ended because nobody answered")
    expect(not one("set while it was away")["copies"][0]["taken"], "it was taken by nobody")
    relay.kill()  # what waits is in the journal, not in a memory
    shutil.rmtree(lab.folder, ignore_errors=True)
    lab.start()
    relay = rig.relay(data, sources=sources)
    anna = rig.console(relay.port, ANNA)
    anna.wait_welcome()

    def there(why):
        found = [s for s in lab.silences("active") if s["comment"].startswith(why)]
        expect(len(found) <= 1, f"“{why}” is there {len(found)} times")
        return found[0] if found else None

    until(lambda: there("set while it was away"), 30, "what was set while it was away")
    until(lambda: there("the tapes are moved"), 30, "what it had forgotten, written again")
    expect(active("the disk is swapped") and active("the tapes are moved"), "a silence ended because it was forgotten there")
    until(lambda: all(c["taken"] for s in here() for c in s["copies"]), 20, "every answer in the journal")

    # Ended here: expired there. Ended there: ended here, and nothing else.
    anna.say(f"unsilence {one('the tapes are moved')['id']}")
    until(lambda: not there("the tapes are moved"), 20, "ended here, expired there")
    until(lambda: any(s["comment"].startswith("the tapes are moved") for s in lab.silences("expired")), 10, "it is known there as expired")
    lab.end(there("set while it was away")["id"])
    until(lambda: not active("set while it was away"), 20, "ended there, ended here")
    expect("ended at lab" in one("set while it was away")["endReason"], "nobody says who ended it")
    expect(active("the disk is swapped"), "another one ended with it")

    # One that may only be read: seen, and never written to.
    foreign = other.set("the other one’s", alertname="Whatever")
    until(lambda: active("the other one’s"), 20, "a silence of the other Alertmanager")
    anna.say(f"unsilence {one('the other one’s')['id']}")
    until(lambda: not active("the other one’s"), 20, "it is ended here")
    listed = len(here())
    lab.set("told last", alertname="Last")
    until(lambda: active("told last"), 20, "another round")
    expect([s["id"] for s in other.silences()] == [foreign] and other.silences("active"), "it was written to")
    expect(not active("the other one’s") and len(here()) == listed + 1, "what a person ended here came back")

    # What cannot be used is refused with a sentence.
    anna.say("silence 60 name=~(a+)+(a+)+b because it runs away")
    anna.wait(lambda e: "runs away" in json.dumps(e), 10, "an expression that is refused")
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    passed("silences: set, changed and ended there; set, ended and written again from here; killed, forgotten, read only")


if __name__ == "__main__":
    run(main, __doc__)
