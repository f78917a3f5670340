# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests share: a relay, consoles without a window, senders, a link that can be cut, and a
ledger. Every process is ended by the pid that was started here, and only by it."""
import argparse
import datetime
import http.client
import json
import os
import pathlib
import queue
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

SKIPPED = 77
SEND, QUIET = "sender-token-0123456789", "quiet-token-0123456789"
ANNA, BEN = "anna-token-0123456789", "ben-token-01234567890"
TOKENS = f"""# NAME CLASSES TOKEN
shop send {SEND}
quiet send {QUIET}
anna observe,respond,command,approve,admin {ANNA}
ben observe,respond,command,approve {BEN}
"""


class Failed(Exception):
    """A sentence that says what was promised and what was seen."""


def expect(condition, sentence):
    if not condition:
        raise Failed(sentence)


def must_fail(what, call):
    """A control: `call` must find fault, or the test could not."""
    try:
        call()
    except Failed:
        return
    raise Failed(f"control: {what} was not noticed, so this test would notice nothing")


def until(condition, seconds, what):
    """Waits for a condition, not for a time. Its value; a deadline that passes is a fault."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"not within {seconds} s: {what}")
        time.sleep(0.01)


def rfc3339(seconds_from_now=0.0):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds_from_now)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def alert(name, instance, ends_in=300.0, starts=None, **labels):
    """One alert as Prometheus posts it."""
    return {"labels": {"alertname": name, "instance": instance, "service": "shop", "severity": "warning", **labels},
            "annotations": {"summary": f"{name} on {instance}"}, "startsAt": starts or rfc3339(),
            "endsAt": rfc3339(ends_in), "generatorURL": "http://prometheus.example/graph"}


class Child:
    """A process whose lines are read as they come."""

    def __init__(self, arguments, stdin=False):
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.lines, self.errors = [], []
        self._new = threading.Condition()
        self._readers = [threading.Thread(target=self._read, args=pair, daemon=True)
                         for pair in ((self.process.stdout, self.lines), (self.process.stderr, self.errors))]
        for reader in self._readers:
            reader.start()

    def _read(self, pipe, into):
        for line in pipe:
            with self._new:
                into.append(line.decode(errors="replace").rstrip("\n"))
                self._new.notify_all()
        with self._new:
            self._new.notify_all()

    def wait_line(self, wanted, seconds, what):
        """The first line for which `wanted` says something true; its value."""
        end, at = time.monotonic() + seconds, 0
        with self._new:
            while True:
                for line in self.lines[at:]:
                    at += 1
                    value = wanted(line)
                    if value:
                        return value
                left = end - time.monotonic()
                if left <= 0 or (self.process.poll() is not None and not self._readers[0].is_alive()):
                    raise Failed(f"not within {seconds} s: {what}; it said: "
                                 f"{' / '.join((self.errors + self.lines)[-3:]) or 'nothing'}")
                self._new.wait(min(left, 0.2))

    def alive(self):
        return self.process.poll() is None

    def kill(self):
        if self.alive():
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for reader in self._readers:
            reader.join()

    def stop(self, seconds=10):
        """Asks it to end; how it ended."""
        if self.alive():
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed(f"it did not end within {seconds} s of being asked") from None


class Rig:
    """The programs, a folder, and everything started in it. A context manager: nothing outlives it."""

    def __init__(self, bin_dir, keep=False):
        self.bin = pathlib.Path(bin_dir).resolve()
        self.keep = keep
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="faults-"))
        self.children = []
        (self.folder / "tokens").write_text(TOKENS)
        for name in ("quarterdeck-relay", "quarterdeckctl"):
            if not (self.bin / name).exists():
                print(f"skipped: {self.bin / name} is not built")
                shutil.rmtree(self.folder)
                sys.exit(SKIPPED)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for child in self.children:
            child.kill()
        if not self.keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *arguments, stdin=False):
        child = Child([str(a) for a in arguments], stdin)
        self.children.append(child)
        return child

    def relay(self, data, port=0, seconds=20, **options):
        """A relay that serves; `port` is where."""
        arguments = [self.bin / "quarterdeck-relay", "--data", data, "--listen", f"127.0.0.1:{port}", "--token-file",
                     self.folder / "tokens"]
        for name, value in options.items():
            arguments += [f"--{name.replace('_', '-')}"] + ([] if value is True else [value])
        child = self.start(*arguments)
        line = child.wait_line(lambda l: l if l.startswith("listening on ") else None, seconds, "a relay that listens")
        child.port = int(line.rsplit(":", 1)[1])
        child.data = pathlib.Path(data)
        return child

    def console(self, port, token, data=None, alerts=False, pulses=False):
        arguments = [self.bin / "wire_probe", "--url", f"ws://127.0.0.1:{port}", "--token", token]
        # A folder of the rig's own: what is killed here cleans nothing up.
        arguments += ["--data", data or tempfile.mkdtemp(prefix="console-", dir=self.folder)]
        arguments += ["--alerts"] if alerts else []
        arguments += ["--pulses"] if pulses else []
        return Console(self, self.start(*arguments, stdin=True))

    def ctl(self, *arguments, code=0):
        """Its standard output; another exit code than expected is a fault."""
        done = subprocess.run([str(self.bin / "quarterdeckctl"), *map(str, arguments)], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
        if code is not None and done.returncode != code:
            raise Failed(f"quarterdeckctl {' '.join(map(str, arguments))} ended with {done.returncode}: "
                         f"{(done.stderr or done.stdout).decode(errors='replace').strip()[-300:]}")
        self.last_code = done.returncode
        return done.stdout.decode()

    def json(self, *arguments):
        return [json.loads(line) for line in self.ctl(*arguments, "--json").splitlines()]

    def entries(self, data):
        return self.json("entries", "--data", data)

    def facts(self, data, kind):
        """Every fact of that kind, oldest first."""
        return [fact for entry in self.entries(data) for fact in entry["facts"] if fact["fact"] == kind]

    def verify(self, data):
        self.ctl("verify", "--data", data)


class Console:
    """A wire_probe: JSON lines out, commands in."""

    def __init__(self, rig, child):
        self.rig, self.child, self._at = rig, child, 0

    def say(self, line):
        self.child.process.stdin.write((line + "\n").encode())
        self.child.process.stdin.flush()

    def events(self):
        out = []
        for line in list(self.child.lines):
            try:
                out.append(json.loads(line))
            except ValueError:
                pass  # cut in the middle by a kill
        return out

    def wait(self, wanted, seconds, what):
        def parsed(line):
            try:
                event = json.loads(line)
            except ValueError:
                return None
            return event if wanted(event) else None
        return self.child.wait_line(parsed, seconds, what)

    def wait_welcome(self, seconds=10):
        return self.wait(lambda e: "welcomed" in e, seconds, "a console that is let in")

    def saved(self):
        """Texts that the console has shown as saved."""
        return [e["text"] for e in self.events() if "saved" in e]

    def ask_state(self, seconds=5):
        seen = sum("state" in e for e in self.events())
        self.say("state")
        until(lambda: sum("state" in e for e in self.events()) > seen or not self.child.alive(), seconds, "a state")
        return [e["state"] for e in self.events() if "state" in e][-1]

    def kill(self):
        self.child.kill()


class Sender:
    """One keep-alive connection of a sender; reconnects by itself. Answers: a status, or None: no answer."""

    def __init__(self, port, token=SEND, timeout=10):
        self.port, self.token, self.timeout = port, token, timeout
        self.connection = None
        self.retry_after = None
        self.sentence = ""

    def post(self, alerts, path="/api/v2/alerts", body=None, headers=None):
        data = body if body is not None else json.dumps(alerts).encode()
        sent = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}", **(headers or {})}
        if self.token is None:
            del sent["Authorization"]
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            self.connection.request("POST", path, data, sent)
            answer = self.connection.getresponse()
            self.sentence = answer.read().decode(errors="replace")
            self.retry_after = answer.getheader("Retry-After")
            if answer.will_close:
                self.close()
            return answer.status
        except (OSError, http.client.HTTPException):
            self.close()
            return None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class Link:
    """A TCP proxy in front of a relay that a test can cut, mend and slow down. The relay may move to another port."""

    def __init__(self, target):
        self.target = target
        self.up = True
        self.latency = 0.0  # seconds, one way
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._pairs, self._lock = [], threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self.up:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
                far.settimeout(None)
            except OSError:
                near.close()
                continue
            with self._lock:
                self._pairs.append((near, far))
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._copy, args=(one, other), daemon=True).start()

    def _copy(self, one, other):
        late = queue.SimpleQueue()  # what is on its way, with the time when it arrives
        threading.Thread(target=self._deliver, args=(late, one, other), daemon=True).start()
        try:
            while data := one.recv(65536):
                late.put((time.monotonic() + self.latency, data))
        except OSError:
            pass
        late.put((0, b""))

    @staticmethod
    def _deliver(late, one, other):
        try:
            while (due_data := late.get())[1]:
                time.sleep(max(0.0, due_data[0] - time.monotonic()))  # the latency itself
                other.sendall(due_data[1])
        except OSError:
            pass
        for end in (one, other):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.up = False
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for end in pair:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
                end.close()

    def mend(self):
        self.up = True

    def close(self):
        self.cut()
        self._listener.close()


def run(main, description):
    """Parses the arguments every test has, runs it, prints one line a check."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help="folder of the programs")
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("--scale", type=float, default=1.0, help="how often, as a multiple of the usual")
    parser.add_argument("--long", action="store_true", help="also what takes minutes: for the night")
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    args = parser.parse_args()
    seed = args.seed or random.SystemRandom().randrange(1, 1 << 31)
    print(f"seed {seed}", flush=True)
    args.rng = random.Random(seed)
    start = time.monotonic()
    with Rig(args.bin, args.keep) as rig:
        try:
            main(rig, args)
        except Failed as failed:
            print(f"FAILED: {failed}")
            if args.keep:
                print(f"kept: {rig.folder}")
            for child in rig.children[-4:]:
                for line in child.errors[-3:]:
                    print(f"  it said: {line}")
            sys.exit(1)
    print(f"done in {time.monotonic() - start:.0f} s")


def passed(sentence):
    print(f"ok: {sentence}", flush=True)


__all__ = [name for name in dir() if not name.startswith("_")]
