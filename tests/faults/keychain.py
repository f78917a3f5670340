#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""S-13. Twenty secrets in the keychain, with a real secret service (gnome-keyring, unlocked without a desktop): stored from
standard input and from a window, read by a server at its start and while it runs, and found nowhere else: no argument,
environment, file, log, journal, export or backup, and in no core file of a server that is aborted. Without a secret service nothing is stored, and the sentence says what to do instead."""
import base64
import http.server
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import threading
import urllib.parse

from rig import ANNA, BEN, SKIPPED, expect, must_fail, passed, run, until

TYPED, SPOKEN = "canary-typed-7f3a9c51", "canary-spoken-b2e8d640"
MORE = {f"more{n}": f"canary-{n:02}-{n * 2654435761 % 2**32:08x}" for n in range(18)}
CANARIES = [TYPED, SPOKEN, *MORE.values()]
ASKED = """connector: asked
version: 1
title: Asked
polls:
  - path: /all
    signals: '.items[] | {dedup_key: ., status: "firing", title: .}'
"""


class System(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        secret = {"one": TYPED, "two": SPOKEN, **MORE}.get(self.path.split("/")[1])
        good = secret is not None and self.headers.get("Authorization") == f"Bearer {secret}"
        body = b'{"items": ["%s"]}' % self.path.split("/")[1].encode() if good else b"{}"
        self.send_response(200 if good else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def spellings(secret):
    raw = secret.encode()
    return {raw, base64.b64encode(raw).rstrip(b"="), raw.hex().encode(), urllib.parse.quote(secret, safe="").encode(),
            "".join(f"%{b:02x}" for b in raw).encode(), raw.decode().encode("utf-16-le")}


def nowhere(folder, children):
    """No file below, no line that was printed and no argument has one of the secrets, however it is spelt."""
    wanted = [s for secret in CANARIES for s in spellings(secret)]
    texts = {str(p): p.read_bytes() for p in pathlib.Path(folder).rglob("*") if p.is_file()}
    for child in children:
        texts[f"what {child.process.pid} said"] = "\n".join(child.lines + child.errors).encode()
    for folder_of in pathlib.Path("/proc").iterdir():
        for what in ("cmdline", "environ"):
            try:
                texts[f"{what} of {folder_of.name}"] = (folder_of / what).read_bytes() if folder_of.name.isdigit() else b""
            except OSError:
                pass
    for name, text in texts.items():
        for one in wanted:
            expect(one not in text, f"a secret is in {name}, as {one[:6]!r}…")


def ctl(rig, *arguments, stdin=""):
    done = subprocess.run([str(rig.bin / "quarterdeckctl"), *map(str, arguments)], input=stdin.encode(), capture_output=True,
                          timeout=60, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def absent(rig, _args):
    """The control: with nobody on the bus, everything that needs a keychain says so."""
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={rig.folder}/nobody"
    code, said = ctl(rig, "secret", "set", "source/one", stdin=TYPED + "\n")
    expect(code == 1 and "No keychain answers" in said and "{file: PATH} or {env: NAME}" in said, f"{code}: {said}")
    data = rig.folder / "locked"
    (data / "connectors").mkdir(parents=True)
    (data / "connectors" / "asked.yaml").write_text(ASKED)
    (data / "sources.yaml").write_text("sources:\n  - name: one\n    connector: asked\n    secret: {keychain: source/one}\n"
                                       "    poll: {url: 'http://127.0.0.1:9'}\n  - name: shop\n    connector: prometheus\n")
    relay = rig.relay(data)
    until(lambda: any("No keychain answers" in line and "{env: NAME}" in line for line in relay.errors), 10,
          "a server that runs without the one source and says why")
    anna = rig.console(relay.port, ANNA, rig.folder / "anna-locked")
    anna.wait_welcome()
    before = (data / "sources.yaml").read_text()
    anna.say('inquire source {"connector": "asked", "name": "two", "url": "http://127.0.0.1:9", "secret": "%s"}' % SPOKEN)
    told = anna.wait(lambda e: "told" in e, 20, "an answer")
    expect("No keychain answers" in told["sentence"], f"{told}")
    expect((data / "sources.yaml").read_text() == before, "a source was written whose secret is kept nowhere")
    anna.kill()
    expect(relay.stop() == 0, "the relay did not end well")


def aborted(rig, data):
    """A server with all of them in its memory dies by an abort where core files are written: it leaves none."""
    def cores():
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    here = rig.folder / "cores"
    here.mkdir()
    control = subprocess.Popen([sys.executable, "-c", "import os; a = 'canary'; a += '-typed-7f3a9c51'; os.abort()"], cwd=here,
                               preexec_fn=cores, stderr=subprocess.DEVNULL)
    control.wait()
    left = list(here.iterdir())
    if not left:
        print("left out: this machine writes no core files, so that none would show nothing")
        return
    must_fail("a secret in a core file", lambda: nowhere(here, []))
    for file in left:
        file.unlink()
    before = len(rig.entries(data))
    relay = subprocess.Popen([rig.bin / "quarterdeck-relay", "--data", data, "--listen", "127.0.0.1:0", "--token-file",
                              rig.folder / "tokens"], cwd=here, preexec_fn=cores, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    expect(relay.stdout.readline().startswith(b"listening"), "the relay does not listen")
    until(lambda: len(rig.entries(data)) > before, 20, "a server that asks its sources")
    relay.send_signal(signal.SIGABRT)
    relay.wait()
    expect(relay.returncode == -signal.SIGABRT, f"it ended with {relay.returncode}")
    expect(not list(here.iterdir()), "it left a core file")


def main(rig, args):
    os.environ.pop("DISPLAY", None)
    if not os.environ.get("QD_KEYRING_TEST"):
        for program in ("gnome-keyring-daemon", "dbus-run-session"):
            if not shutil.which(program):
                print(f"skipped: {program} is not installed")
                sys.exit(SKIPPED)
        absent(rig, args)
        nowhere(rig.folder, rig.children)
        # Once more with a bus of its own, whose keyring lies in a folder of its own and is opened by a word.
        home = rig.folder / "home"
        (home / "run").mkdir(parents=True, mode=0o700)
        own = {**os.environ, "QD_KEYRING_TEST": "1", "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"),
               "XDG_DATA_HOME": str(home / "share"), "GNOME_KEYRING_CONTROL": str(home / "run")}
        own.pop("DBUS_SESSION_BUS_ADDRESS", None)
        script = ('gnome-keyring-daemon --foreground --unlock --components=secrets < <(echo -n word) >/dev/null 2>&1 & keyring=$!; '
                  '"$@"; code=$?; kill "$keyring"; wait "$keyring"; exit "$code"')
        inner = subprocess.run(["dbus-run-session", "--", "bash", "-c", script, "x", sys.executable, "-B", __file__, *sys.argv[1:]],
                               env=own, timeout=180, check=False)
        expect(inner.returncode == 0, "with a secret service it did not pass")
        return

    asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
             "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
    until(lambda: b"boolean true" in subprocess.run(asked, capture_output=True, check=False).stdout, 15, "a secret service")

    # From standard input, and no other way.
    code, said = ctl(rig, "secret", "set", "source/one", stdin=TYPED + "\n")
    expect(code == 0, f"it was not stored: {said}")
    code, said = ctl(rig, "secret", "set", "source/empty", stdin="\n")
    expect(code == 2 and "nothing was stored" in said, f"{code}: {said}")
    code, said = ctl(rig, "secret", "set", "../x", stdin="y\n")
    expect(code == 1 and "no name for a secret" in said, f"{code}: {said}")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), System)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    data = rig.folder / "data"
    (data / "connectors").mkdir(parents=True)
    (data / "connectors" / "asked.yaml").write_text(ASKED)
    for name, secret in MORE.items():
        code, said = ctl(rig, "secret", "set", f"source/{name}", stdin=secret + "\n")
        expect(code == 0, f"it was not stored: {said}")
    (data / "sources.yaml").write_text("# ours\nsources:\n  - name: one # the first\n    connector: asked\n"
                                       f"    secret: {{keychain: source/one}}\n    poll: {{url: '{base}/one', every_s: 0.2}}\n"
                                       + "".join(f"  - name: {name}\n    connector: asked\n    secret: {{keychain: source/{name}}}\n"
                                                 f"    poll: {{url: '{base}/{name}', every_s: 0.5}}\n" for name in MORE))
    relay = rig.relay(data)

    def raised():
        return {f["dedupKey"] for entry in rig.entries(data) for f in entry["facts"] if f["fact"] == "AlertRaised"}

    until(lambda: raised() == {"one", *MORE}, 25, "what the system says to whoever has the secret")
    code, said = ctl(rig, "secret", "list", "--data", data)
    expect(code == 0 and "source/one: there" in said and TYPED not in said, f"{code}: {said}")

    # From a window: the server keeps it, names it, and asks the system within seconds.
    anna, ben = rig.console(relay.port, ANNA, rig.folder / "anna"), rig.console(relay.port, BEN, rig.folder / "ben")
    for console in (anna, ben):
        console.wait_welcome()
    question = ('inquire source {"connector": "asked", "name": "two", "url": "%s/two", "secret": "%s"}' % (base, SPOKEN))
    ben.say(question)
    expect("administrator" in ben.wait(lambda e: "told" in e, 10, "a refusal")["sentence"], "anybody may add sources")
    anna.say(question)
    told = anna.wait(lambda e: "told" in e, 20, "an answer")
    expect(told["sentence"] == "" and told["what"] == {"keychain": "source/two"}, f"{told}")
    text = (data / "sources.yaml").read_text()
    expect(text.startswith("# ours\n") and "# the first" in text and 'secret: {keychain: "source/two"}' in text, text)
    until(lambda: raised() == {"one", "two", *MORE}, 20, "the new source, without a restart")
    anna.say(question)
    until(lambda: any("already" in e.get("sentence", "") for e in anna.events() if "told" in e), 10, "a refusal of the second")

    # Nowhere else.
    anna.say("declare the canary sings")
    until(lambda: any(f["title"] == "the canary sings" for f in rig.facts(data, "IncidentOpened")), 10, "an incident")
    number = next(f["incident"] for f in rig.facts(data, "IncidentOpened") if f["title"] == "the canary sings")
    rig.ctl("backup", "--data", data, "--to", rig.folder / "backup")
    for form in ("markdown", "html", "json", "archive"):
        rig.ctl("export", "--data", data, "--incident", number, "--format", form, "--out", rig.folder / f"export.{form}")
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    nowhere(rig.folder, rig.children)
    aborted(rig, data)
    (rig.folder / "leak.log").write_text("x" + base64.b64encode(TYPED.encode()).decode())
    must_fail("a secret in a log", lambda: nowhere(rig.folder, rig.children))
    (rig.folder / "leak.log").unlink()

    # Forgotten: the next start does without, and says what to do.
    code, said = ctl(rig, "secret", "forget", "source/one")
    expect(code == 0, said)
    relay = rig.relay(data)
    until(lambda: any("quarterdeckctl secret set source/one" in line for line in relay.errors), 10, "a sentence that helps")
    code, said = ctl(rig, "secret", "list", "--data", data)
    expect(code == 1 and "source/two: there" in said, f"{code}: {said}")
    ctl(rig, "secret", "forget", "source/two")
    expect(relay.stop() == 0, "the relay did not end well")
    passed("keychain: stored from standard input and from a window, used at once, found nowhere else; without one, said")


if __name__ == "__main__":
    run(main, __doc__)
