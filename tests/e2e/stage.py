# SPDX-License-Identifier: GPL-3.0-or-later
"""The real parts of an end-to-end test: relay, lab, consoles; each ended by the pid that was started."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

import window

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PEOPLE = {"kestrel": "observe,respond,command,approve,admin", "wren": "observe,respond,command"}


def option(name, default=None):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


class Stage:
    def __init__(self, drill=False, lab=False, port_base=23000):
        self.bin = option("--bin", os.path.join(ROOT, "build/release/bin"))
        self.dir = tempfile.mkdtemp(prefix="qd-stage-")
        self.data = os.path.join(self.dir, "data")
        self.lab_dir = os.path.join(self.dir, "lab")
        self.drill, self.has_lab, self.port_base = drill, lab, port_base
        self.windows, self.relay, self.port, self.players = [], None, 0, []
        os.makedirs(self.data)
        lines = [f"{name} {classes} person-token-of-{name}-0123456789" for name, classes in PEOPLE.items()]
        lines.append("lab send send-token-of-the-lab-0123456789")
        with open(os.path.join(self.data, "tokens"), "w") as f:
            f.write("\n".join(lines) + "\n")
        self.sender = None

    def __enter__(self):
        self.start_relay()
        return self

    def __exit__(self, kind, error, trace):
        if kind:
            for i, w in enumerate(self.windows):
                shot = os.path.join(tempfile.gettempdir(), f"quarterdeck-failed-{os.getpid()}-{i}.png")
                w.activate()
                w.shot(shot)
                print(f"picture of the failure: {shot}, what could be read: {shot}.txt")
                with open(shot + ".txt", "w", encoding="utf-8") as f:
                    w.dump(f)
        for w in self.windows:
            w.kill()
        for p in self.players:
            p.kill()
        if self.has_lab:
            self.lab("down", check=False)
        self.kill_relay()
        shutil.rmtree(self.dir, ignore_errors=True)

    def tool(self, name):
        return os.path.join(self.bin, name)

    def start_relay(self):
        args = [self.tool("quarterdeck-relay"), "--data", self.data, "--listen", f"127.0.0.1:{self.port}",
                "--token-file", os.path.join(self.data, "tokens"),
                "--topology", os.path.join(ROOT, "resources/topology/lab.yaml"),
                "--sources", os.path.join(ROOT, "resources/recordings/sources.yaml"),
                "--variables", os.path.join(self.lab_dir, "variables.yaml")]
        if self.drill:
            args.append("--drill")
        self.relay = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
        line = self.relay.stdout.readline()
        assert line.startswith("listening on "), f"the relay did not start: {line!r}"
        self.port = int(line.rsplit(":", 1)[1])
        self.sender = f"http://127.0.0.1:{self.port}/s/send-token-of-the-lab-0123456789"

    def kill_relay(self):
        if self.relay and self.relay.poll() is None:
            self.relay.kill()
            self.relay.wait()

    def lab(self, *args, check=True):
        done = subprocess.run([os.path.join(ROOT, "packaging/lab"), args[0], "--dir", self.lab_dir, *args[1:]],
                              capture_output=True, text=True)
        if check and done.returncode:
            raise AssertionError(f"packaging/lab {' '.join(args)}: {done.stdout}{done.stderr}")
        return done.stdout

    def lab_up(self):
        print("the lab starts", flush=True)
        self.lab("up", "--port-base", str(self.port_base), "--alert-url", self.sender, "--resend", "5",
                 "--change-url", f"{self.sender}/v1/in/cloudevents")

    def play(self, recording, speed=4):
        player = subprocess.Popen(
            [self.tool("quarterdeckctl"), "replay", os.path.join(ROOT, "resources/recordings", recording), "--to",
             self.sender, "--speed", str(speed), "--only", "/api/v2/alerts", "--only", "/v1/in/changes"],
            stdout=subprocess.DEVNULL)
        self.players.append(player)
        return player

    def console(self, person="kestrel", port=None):
        token = os.path.join(self.dir, f"token-{person}")
        with open(token, "w") as f:
            f.write(f"person-token-of-{person}-0123456789\n")
        w = window.Window([self.tool("quarterdeck"), "--connect", f"ws://127.0.0.1:{port or self.port}",
                           "--token-file", token, "--data", os.path.join(self.dir, f"console-{person}"),
                           "--theme", "dark"], log=os.path.join(self.dir, f"console-{person}.log"))
        self.windows.append(w)
        return w

    def ctl(self, *args):
        done = subprocess.run([self.tool("quarterdeckctl"), *args], capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(f"quarterdeckctl {' '.join(args)}: {done.stdout}{done.stderr}")
        return done.stdout

    def rows(self, what, *args):
        out = self.ctl(what, "--data", self.data, "--json", *args)
        return [json.loads(line) for line in out.splitlines() if line]

    def facts(self, incident=None):
        """(seq, actor, fact) of the journal, or of one incident, in order."""
        args = ["--incident", str(incident)] if incident else []
        return [(e["seq"], e["actor"], f) for e in self.rows("entries", *args) for f in e["facts"]]


def in_order(facts, wanted):
    """Checks that `wanted`, a list of (name, actor or None, predicate or None), occurs in that order."""
    at = 0
    for name, actor, test in wanted:
        while at < len(facts):
            seq, who, fact = facts[at]
            at += 1
            if fact["fact"] == name and (actor is None or who == actor) and (test is None or test(fact)):
                break
        else:
            raise AssertionError(f"no {name} by {actor} in its place; facts: {[f['fact'] for _, _, f in facts]}")
