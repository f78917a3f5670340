#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real outages without a window: each fault of the lab in a lab of its own, a relay that listens to it, and the ranked
suspects as quarterdeckctl prints them. The broken part must become the first suspect and stay it while more alerts come;
a lab in which nothing is broken must have no suspect.

  suspects.py --bin DIR [--faults redis,postgres,…] [--at-once N] [--port-base N]"""
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "faults"))
from rig import SEND, SKIPPED, Failed, expect, passed, run, until  # noqa: E402

FAULTS = ["redis", "postgres", "deploy", "flap", "exporter", "node"]
NOTHING = "nothing"  # the control
# What must be named first. A server that is not scraped is not a server that is down, and a release is not its service.
NAMED = {"deploy": "checkout v2", "flap": "target ", "exporter": "target ", "node": "target "}
SERVERS = ["supervisord", "redis-server", "nginx", "prometheus", "prometheus-alertmanager"]
FIRST_WITHIN, STAYS_FOR = 90, 25  # seconds


def taken(name, default):
    """Takes an option of ours out of the arguments; the others are the rig's."""
    if name not in sys.argv:
        return default
    at = sys.argv.index(name)
    value = sys.argv[at + 1]
    del sys.argv[at:at + 2]
    return value


class Outage:
    """One lab and one relay."""

    def __init__(self, rig, fault, port_base):
        self.rig, self.fault = rig, fault
        self.folder, self.lab_dir, self.port_base = rig.folder / fault, rig.folder / f"lab-{fault}", port_base
        self.relay = None

    def lab(self, *arguments):
        done = subprocess.run([str(ROOT / "packaging/lab"), arguments[0], "--dir", str(self.lab_dir), *arguments[1:]],
                              capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(f"packaging/lab {' '.join(arguments)}: {(done.stdout + done.stderr).strip()[-400:]}")
        return done.stdout

    def __enter__(self):
        self.relay = self.rig.relay(self.folder, topology=ROOT / "resources/topology/lab.yaml",
                                    sources=ROOT / "resources/recordings/sources.yaml")
        sender = f"http://127.0.0.1:{self.relay.port}/s/{SEND}"
        self.lab("up", "--port-base", str(self.port_base), "--alert-url", sender, "--resend", "5",
                 "--change-url", f"{sender}/v1/in/cloudevents")
        return self

    def __exit__(self, *_):
        try:
            self.lab("down")
        finally:
            if self.relay:
                self.relay.kill()

    def suspects(self):
        """Of the incident that fires, first one first."""
        rows = [i for i in self.rig.json("incidents", "--data", self.folder) if i["suspects"] and i["firing"]]
        return max(rows, key=lambda i: i["firing"])["suspects"] if rows else []

    def alerts(self):
        return [a for a in self.rig.json("alerts", "--data", self.folder) if a["status"] == "Firing"]


def words(suspects):
    return "; ".join(f"{s['label']} {s['score']:.2f}" for s in suspects) or "none"


def one(rig, fault, port_base):
    with Outage(rig, fault, port_base) as outage:
        if fault == NOTHING:
            until(lambda: any(e["fact"] == "SourceStateChanged" for entry in rig.entries(outage.folder) for e in entry["facts"]),
                  60, "a source that is heard")
            end = time.monotonic() + STAYS_FOR
            while time.monotonic() < end:
                expect(not outage.suspects(), f"a suspect where nothing is broken: {words(outage.suspects())}")
            return f"{fault}: no suspect"
        service = json.loads(outage.lab("break", fault, "--json"))["service"]
        began, wrong = time.monotonic(), set()

        def right(suspects):
            return bool(suspects) and suspects[0]["service"] == service and suspects[0]["label"].startswith(NAMED.get(fault, service))

        def first():
            suspects = outage.suspects()
            if suspects and not right(suspects):
                wrong.add(suspects[0]["label"])
            return suspects if right(suspects) else None

        try:
            until(first, FIRST_WITHIN, f"{service} as the first suspect of {fault}")
        except Failed as failed:
            raise Failed(f"{failed}; suspects: {words(outage.suspects())}; "
                         f"firing: {', '.join(a['name'] + '/' + a['service'] for a in outage.alerts())}") from None
        took = time.monotonic() - began
        end = time.monotonic() + STAYS_FOR
        while time.monotonic() < end:  # what comes later must not turn it round
            suspects = outage.suspects()
            gone = fault == "flap" and not suspects  # it clears by itself between two turns
            expect(gone or right(suspects),
                   f"{fault}: {service} was first after {took:.0f} s, and then not: {words(suspects)}")
        told = outage.suspects()
        reasons = [f"{t['name']}: {t['words']}" for t in told[0]["reasonsFor"]] if told else []
        return (f"{fault}: first after {took:.0f} s{', before it ' + ', '.join(sorted(wrong)) if wrong else ''}; "
                f"{words(told)}; for: {'; '.join(reasons)}")


def main(rig, _args):
    lacking = [name for name in SERVERS if not shutil.which(name)]
    if lacking:
        print(f"skipped: {', '.join(lacking)} not installed (packaging/setup --lab)")
        sys.exit(SKIPPED)
    outages = [*FAULTS_ASKED, NOTHING]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        found = [(fault, pool.submit(one, rig, fault, PORT_BASE + 100 * i)) for i, fault in enumerate(outages)]
    problems = []
    for fault, future in found:
        try:
            passed(future.result())
        except Failed as failed:
            problems.append(f"{fault}: {failed}")
    expect(not problems, " | ".join(problems))


if __name__ == "__main__":
    FAULTS_ASKED = taken("--faults", ",".join(FAULTS)).split(",")
    AT_ONCE = int(taken("--at-once", "4"))
    PORT_BASE = int(taken("--port-base", "26000"))
    os.environ.setdefault("ASAN_OPTIONS", "detect_leaks=0")
    run(main, __doc__)
