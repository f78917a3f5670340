#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Absence is not recovery: the sceptic's checks 1, 2 and 3, with a real relay and hand-made traffic. A sender
that is cut resolves nothing and reads late within its interval and 3 s; a source without a heartbeat is
never live; a polled Alertmanager (a stub server) that restarts with an empty list ends nothing; what a live
source leaves out of a complete answer does end."""
import http.server
import json
import threading
import time

from rig import ANNA, QUIET, Sender, alert, expect, must_fail, passed, rfc3339, run, until

FIRING = 20
HEARTBEAT_S = 2
PROMISE_S = 4
SLOW_HEARTBEAT_S = 12


class Prometheus:
    """Sends its alerts and a Watchdog again and again, as Prometheus does, until it is cut."""

    def __init__(self, port, token, names, watchdog=True, promise=PROMISE_S, every=0.5):
        self.sender = Sender(port, token)
        self.names, self.watchdog, self.promise, self.every = names, watchdog, promise, every
        self.starts = rfc3339()
        self.last = 0.0
        self._cut = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        while not self._cut.is_set():
            alerts = [alert("Fault", name, self.promise, self.starts) for name in self.names]
            alerts += [alert("Watchdog", "prometheus", self.promise, self.starts)] if self.watchdog else []
            if self.sender.post(alerts) == 200:
                self.last = time.monotonic()
            self._cut.wait(self.every)

    def cut(self):
        self._cut.set()
        self._thread.join()
        self.sender.close()


class Alertmanager:
    """The two pages of Alertmanager's API that are polled."""

    def __init__(self):
        self.names, self.starts, self.instance, self.polls, self.down = [], rfc3339(), rfc3339(), 0, False
        stub = self

        class Pages(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if stub.down:
                    self.send_error(500)
                    return
                if self.path.startswith("/api/v2/status"):
                    answer = {"cluster": {"name": "one", "status": "ready"}, "uptime": stub.instance}
                elif self.path == "/api/v2/silences":
                    answer = []
                else:
                    answer = [stub.row(name) for name in stub.names]
                    stub.polls += 1
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def row(self, name):
        out = alert("Polled", name, 60, self.starts)
        out.update(fingerprint=name, status={"state": "active", "silencedBy": [], "inhibitedBy": []},
                   receivers=[{"name": "all"}], updatedAt=rfc3339())
        return out

    def restart(self):
        """Another process now, which has not been told of any alert yet."""
        self.instance, self.names = rfc3339(), []

    def wait_polls(self, count):
        before = self.polls
        until(lambda: self.polls >= before + count, 20, f"{count} more polls")


class View:
    """What a console sees, asked again and again."""

    def __init__(self, rig, port, data):
        self.rig, self.data = rig, data
        self.console = rig.console(port, ANNA)
        self.console.wait_welcome()

    def source(self, name):
        return next((s for s in self.console.ask_state()["sources"] if s["name"] == name), None)

    def state(self, name):
        source = self.source(name)
        return source and source["state"]

    def wait_state(self, name, wanted, seconds):
        until(lambda: self.state(name) == wanted, seconds, f"source {name} reads {wanted}")

    def alerts(self, prefix):
        return {a["resource"]: a["status"] for a in self.rig.json("alerts", "--data", self.data)
                if a["resource"].startswith(prefix)}

    def wait_alerts(self, prefix, status, count, seconds):
        until(lambda: sum(s == status for s in self.alerts(prefix).values()) == count, seconds,
              f"{count} alerts “{prefix}…” read {status}; they are {self.alerts(prefix)}")


def none_cleared(rig, data, prefix):
    ids = {a["alert"]: a["resource"] for a in rig.json("alerts", "--data", data)}
    for entry in rig.entries(data):
        for fact in entry["facts"]:
            if fact["fact"] == "AlertCleared" and ids[fact["alert"]].startswith(prefix):
                expect(False, f"entry {entry['seq']}: {ids[fact['alert']]} was cleared ({fact['how']}), and nobody "
                              "said that it ended")


def cut_sender(rig, view, port, data):
    """Check 1, and lateness."""
    names = [f"cut-{n:02}" for n in range(FIRING)]
    prometheus = Prometheus(port, "sender-token-0123456789", names)
    view.wait_state("shop", "Live", 10)
    view.wait_alerts("cut-", "Firing", FIRING, 10)
    prometheus.cut()
    view.wait_state("shop", "Late", HEARTBEAT_S + 6)
    took = time.monotonic() - prometheus.last
    # A second for the tick that finds it, and one for the way to this test.
    expect(took <= HEARTBEAT_S + 3 + 2, f"late only {took:.1f} s after the last heartbeat, every {HEARTBEAT_S} s one")
    view.wait_alerts("cut-", "Unknown", FIRING, 25)
    view.wait_state("shop", "Lost", 20)
    none_cleared(rig, data, "cut-")
    passed(f"sender cut with {FIRING} firing: late after {took:.1f} s, then lost; all read Unknown, none resolved")


def slow_heartbeat(rig, view, port, data):
    """The same where the alerts' promise ends long before the next heartbeat is due."""
    prometheus = Prometheus(port, "slow-token-01234567890", ["slow-1", "slow-2"])
    view.wait_state("slow", "Live", 10)
    view.wait_alerts("slow-", "Firing", 2, 10)
    prometheus.cut()
    view.wait_state("slow", "Late", SLOW_HEARTBEAT_S + 6)
    view.wait_alerts("slow-", "Unknown", 2, 10)
    none_cleared(rig, data, "slow-")
    passed("promises that end before a heartbeat is due resolve nothing either")


def quiet(rig, view, port, data):
    """Check 3: no heartbeat, no proof, no calm."""
    prometheus = Prometheus(port, QUIET, ["quiet-1"], watchdog=False)
    view.wait_alerts("quiet-", "Firing", 1, 10)
    prometheus.cut()
    view.wait_alerts("quiet-", "Unknown", 1, 20)
    none_cleared(rig, data, "quiet-")
    states = {f["state"] for e in rig.entries(data) for f in e["facts"]
              if f["fact"] == "SourceStateChanged" and f["source"] == source_number(rig, data, "quiet")}
    expect("Live" not in states and view.state("quiet") == "Unproven",
           f"a source without a heartbeat read {states or view.state('quiet')}")
    passed("a quiet source without a heartbeat stays unproven; its alert reads Unknown")


def source_number(rig, data, name):
    return next(f["source"] for e in rig.entries(data) for f in e["facts"]
                if f["fact"] == "SourceAdded" and f["name"] == name)


def polled(rig, view, manager, data):
    """Check 2, and the other side: absence that is proven does clear."""
    view.wait_state("am", "Live", 15)
    view.wait_alerts("polled-", "Firing", 5, 15)
    manager.restart()
    manager.wait_polls(4)
    none_cleared(rig, data, "polled-")
    expect("Resolved" not in view.alerts("polled-").values(), "an empty answer after a restart ended alerts")
    passed("a polled Alertmanager that restarted with an empty list: nothing ended")

    manager.down = True
    view.wait_state("am", "Late", 15)
    manager.down = False
    view.wait_state("am", "Live", 40)
    none_cleared(rig, data, "polled-")
    manager.names = [f"polled-{n}" for n in range(5)]
    view.wait_alerts("polled-", "Firing", 5, 20)
    manager.wait_polls(2)
    manager.names = manager.names[2:]
    view.wait_alerts("polled-", "Resolved", 2, 15)
    expect({n for n, s in view.alerts("polled-").items() if s == "Resolved"} == {"polled-0", "polled-1"},
           "others than the missing ones were cleared")
    how = {f["how"] for e in rig.entries(data) for f in e["facts"] if f["fact"] == "AlertCleared"}
    expect(how == {"Absent"}, f"they were cleared as {how}")
    must_fail("an alert that was cleared by absence", lambda: none_cleared(rig, data, "polled-"))
    passed("missing from a complete answer of a live source: cleared, as Absent, and only those")


def main(rig, _args):
    data = rig.folder / "data"
    manager = Alertmanager()
    manager.names = [f"polled-{n}" for n in range(5)]
    (rig.folder / "tokens").write_text((rig.folder / "tokens").read_text() + "slow send slow-token-01234567890\n")
    sources = rig.folder / "sources.yaml"
    sources.write_text(f"""sources:
  - name: shop
    connector: prometheus
    heartbeat_s: {HEARTBEAT_S}
  - name: slow
    connector: prometheus
    heartbeat_s: {SLOW_HEARTBEAT_S}
  - name: am
    connector: alertmanager
    poll:
      url: http://127.0.0.1:{manager.port}
      every_s: 1
""")
    relay = rig.relay(data, sources=sources)
    view = View(rig, relay.port, data)
    polled(rig, view, manager, data)
    cut_sender(rig, view, relay.port, data)
    quiet(rig, view, relay.port, data)
    slow_heartbeat(rig, view, relay.port, data)
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    manager.server.shutdown()


if __name__ == "__main__":
    run(main, __doc__)
