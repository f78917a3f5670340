#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks the live lab and repairs it with the shipped runbooks, step by step as they are written, and says
how long everything took. It needs `packaging/setup --test` (jq) and about six minutes; CTest does not run it.

    tests/lab/live.py [--port-base N] [FAULT ...]

For each fault: break -> the alert arrives -> a control (nothing is done) does not look repaired -> the
runbook's argument vectors are run -> the alert is resolved, and the positive probe holds.
"""

import argparse
import http.server
import importlib.machinery
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
LAB = os.path.join(ROOT, "packaging", "lab")
loader = importlib.machinery.SourceFileLoader("quarterdeck_lab", LAB)
lab_module = importlib.util.module_from_spec(importlib.util.spec_from_loader("quarterdeck_lab", loader))
loader.exec_module(lab_module)

# The alert that a person would pick, and the runbook for it.
PLAN = {
    "redis": ("RedisDown", "restart-service"), "postgres": ("PostgresDown", "restart-service"),
    "deploy": ("HighErrorRate", "roll-back-release"), "flap": ("InstanceDown", "restart-service"),
    "exporter": ("InstanceDown", "restart-exporter"), "node": ("InstanceDown", "restart-exporter"),
}


def jq(expression, value):
    done = subprocess.run(["/usr/bin/jq", "-c", expression], input=json.dumps(value), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def text_of(element, scope):
    return jq(element["jq"], scope) if isinstance(element, dict) else str(element)


class Listener:
    """Notes when which alert came, from Prometheus and from Alertmanager's webhook, and which changes."""

    def __init__(self, port):
        self.seen, self.changes, self._condition = [], [], threading.Condition()
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                with listener._condition:
                    if self.path.endswith("/changes"):
                        listener.changes.append((time.monotonic(), body))
                    else:
                        dialect = "webhook" if isinstance(body, dict) else "push"
                        for alert in body["alerts"] if dialect == "webhook" else body:
                            ended = (alert["status"] == "resolved" if dialect == "webhook"
                                     else alert["endsAt"] <= time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()))
                            listener.seen.append((time.monotonic(), dialect, alert, ended))
                    listener._condition.notify_all()
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def first(self, dialect, since, name, unit, version, ended, timeout):
        """When the alert first came so after `since`; waits for it."""
        def match():
            for at, d, alert, e in self.seen:
                labels = alert["labels"]
                if (at >= since and d == dialect and e == ended and labels["alertname"] == name and labels.get("unit") == unit
                        and (version is None or labels.get("version") == version)):
                    return at, alert
            return None
        with self._condition:
            if not self._condition.wait_for(match, timeout):
                raise AssertionError(f"{name} of {unit} did not come as {dialect}, ended={ended}, within {timeout} s")
            return match()


def probe(check, scope):
    http_part = check["probe"]["http"]
    query = {k: text_of(v, scope) for k, v in http_part["query"].items()}
    url = text_of(http_part["url"], scope) + "?" + urllib.parse.urlencode(query)
    return jq(check["probe"]["until"], json.loads(lab_module.fetch(url))) is True


def try_fault(lab, listener, fault, variables):
    name, runbook_id = PLAN[fault]
    service, unit = lab_module.FAULTS[fault]
    version = lab_module.BAD if fault == "deploy" else None
    with open(os.path.join(ROOT, "resources", "runbooks", runbook_id + ".yaml"), encoding="utf-8") as f:
        runbook = yaml.safe_load(f)
    changes_before = len(listener.changes)
    broken = time.monotonic()
    lab.break_(fault)
    pushed, alert = listener.first("push", broken, name, unit, version, False, 60)
    hooked, _ = listener.first("webhook", broken, name, unit, version, False, 60)
    scope = {"alert": {"name": name, "service": service, "severity": alert["labels"]["severity"], "resource": alert["labels"].get("instance"),
                       "labels": alert["labels"], "annotations": alert["annotations"]},
             "incident": {"id": "I-1", "title": "t", "severity": "SEV-2", "services": [service]}, "vars": variables}
    assert jq(runbook["applies"], scope) is True, f"{runbook_id} does not apply to {name}"
    scope["params"] = {p["name"]: jq(p["from"], scope) for p in runbook["parameters"]}
    for p in runbook["parameters"]:
        assert re.fullmatch(p["pattern"], scope["params"][p["name"]])

    # The control: as long as nobody has done anything, the check must not come out well.
    control_end, never, ever_well = time.monotonic() + 25, threading.Event(), False
    while time.monotonic() < control_end:
        firing = any(a["labels"]["alertname"] == name and a["labels"].get("unit") == unit for a in lab.alerts() if a["state"] == "firing")
        ever_well = ever_well or (not firing and probe(runbook["post_check"], scope))
        never.wait(0.5)
    assert not ever_well, f"{fault}: the post-check came out well although nothing was done"

    # A flapping alert may be resolved at this very moment: then only the probe is left to wait for.
    still = any(a["labels"]["alertname"] == name and a["labels"].get("unit") == unit for a in lab.alerts() if a["state"] == "firing")
    repaired = time.monotonic()
    for step in runbook["steps"]:
        argv = [text_of(e, scope) for e in step["exec"]["argv"]]
        done = subprocess.run(argv, env={}, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=step["exec"]["timeout_s"], check=False)
        assert done.returncode == 0, f"{argv}: exit {done.returncode}: {done.stdout}{done.stderr}"
    ran = time.monotonic()
    resolved = listener.first("webhook", repaired, name, unit, version, True, runbook["post_check"]["alert_clears_within_s"])[0] if still else repaired
    lab_module.wait_until(lambda: probe(runbook["post_check"], scope), 60, f"{fault}: the probe of {runbook_id} did not come out well within 60 s")
    verified = time.monotonic()
    lab_module.wait_until(lambda: all(a["labels"]["alertname"] == "Watchdog" for a in lab.alerts()), 60, f"{fault}: something still fires")
    print(f"{fault:<9} {name} {unit}: pushed {pushed - broken:5.2f} s, webhook {hooked - broken:5.2f} s after the fault; {runbook_id} ran "
          f"{ran - repaired:4.2f} s; resolved (webhook) {resolved - repaired:5.2f} s, probe well {verified - repaired:5.2f} s, all quiet "
          f"{time.monotonic() - repaired:5.2f} s after its start; changes seen {len(listener.changes) - changes_before}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port-base", type=int, default=19300)
    parser.add_argument("faults", nargs="*", metavar="FAULT", default=list(PLAN))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quarterdeck-live-") as folder:
        lab = lab_module.Lab(os.path.join(folder, "lab"))
        listener = Listener(options.port_base + lab_module.PORTS["recorder"])
        base = f"http://127.0.0.1:{options.port_base + lab_module.PORTS['recorder']}"
        lab.up(lab_module.parse(["up", "--port-base", str(options.port_base), "--alert-url", base, "--webhook-url", base + "/hook",
                                 "--change-url", base + "/changes"]))
        try:
            with open(lab.path("variables.yaml"), encoding="utf-8") as f:
                variables = yaml.safe_load(f)
            for fault in options.faults:
                try_fault(lab, listener, fault, variables)
        finally:
            lab.down()
    return 0


if __name__ == "__main__":
    sys.exit(main())
