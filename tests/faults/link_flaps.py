#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""C-2: two consoles write while their links flap a hundred times (--scale 1), each time with another latency. Then the
server comes back from an older backup, once under the witness that remembers its end and once without: it is seen and
said on both consoles, nothing more is recorded until a person has given the lost entries up, and what the server no
longer has is still in the copies that the consoles set aside. Nothing is lost and nothing is there twice.

Latencies go to 0.2 s one way, now and then to 2 s, so that it ends within a minute or so; with --long to 5 s."""
import shutil
import sqlite3
import time

from rig import ANNA, BEN, Link, expect, must_fail, passed, run, until

FLAPS = 100
SELDOM = 25  # every so many flaps the way is a long one
RESTORED = "it was restored from a backup"


class Post:
    """A console that stays open, its link, and what it has shown as saved: text -> command id."""

    def __init__(self, rig, name, token, relay):
        self.name, self.link, self.typed = name, Link(relay.port), 0
        self.data = rig.folder / name
        self.console = rig.console(self.link.port, token, data=self.data, pulses=True)
        self.console.wait_welcome()

    def write(self, count=1):
        for _ in range(count):
            self.typed += 1
            self.console.say(f"note 1 {self.name} line {self.typed:04}")

    def linked(self):
        turns = [e for e in self.console.events() if "welcomed" in e or "lost" in e]
        return "welcomed" in turns[-1]

    def saved(self):
        return {e["text"]: e["saved"] for e in self.console.events() if " line " in e.get("text", "") and "saved" in e}

    def settle(self):
        self.link.latency = 0.0
        self.link.mend()
        until(lambda: len(self.saved()) == self.typed, 10, f"{self.name}: all that was typed is shown as saved")
        until(lambda: (s := self.console.ask_state())["connected"] and s["pending"] == 0, 60,
              f"{self.name}: connected and nothing waiting")

    def aside(self):
        """The texts in the copies that were set aside."""
        out = b""
        for file in sorted(f for f in self.data.glob("replica.db.aside-*") if f.name[-1].isdigit()):
            db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
            out += b"".join(bytes(row[0] or b"") for row in db.execute("SELECT bytes FROM parts"))
            db.close()
        return out


def lines_in(entries):
    out = {}
    for entry in entries:
        for fact in entry["facts"]:
            if fact["fact"] == "LineLogged":
                out.setdefault(fact["text"], []).append(entry.get("command"))
    return out


def check(entries, posts, elsewhere=b""):
    """What every console showed as saved is there once, under its command; or, after a rollback, in `elsewhere`."""
    logged = lines_in(entries)
    for post in posts:
        for text, command in post.saved().items():
            expect(text in logged or text.encode() in elsewhere, f"“{text}” was shown as saved and is nowhere")
            expect(logged.get(text, [command]) == [command], f"“{text}” is there {len(logged.get(text, []))} times")


def flap(args, posts, flaps):
    """Cuts links that are up, `flaps` times; the longest latency."""
    longest, at = 0.0, 0
    while at < flaps:
        time.sleep(args.rng.uniform(0, 0.1))  # as long as a link happens to last
        until(lambda: any(p.linked() for p in posts), 90, "a console that finds its way back")
        for post in [p for p in posts if p.linked()]:
            at += 1
            post.write(args.rng.randrange(1, 3))
            post.link.cut()
            post.write()
            usual, seldom = (5, 5) if args.long else (0.2, 2)
            post.link.latency = args.rng.uniform(0, usual) if at % SELDOM else seldom
            longest = max(longest, post.link.latency)
            post.link.mend()
    return longest


def older(rig, data, backup):
    """The database of the backup under the witness of today."""
    rolled = rig.folder / "rolled"
    shutil.copytree(data, rolled)
    for file in rolled.glob("journal.db*"):
        file.unlink()
    for file in backup.glob("journal.db*"):
        shutil.copy(file, rolled / file.name)
    return rolled


def told(post, key, words, seconds=20):
    post.console.wait(lambda e: words in str(e.get(key, "")), seconds, f"{post.name} is told “{words}”")


def main(rig, args):
    data, backup = rig.folder / "data", rig.folder / "backup"
    relay = rig.relay(data)
    posts = [Post(rig, "anna", ANNA, relay), Post(rig, "ben", BEN, relay)]
    posts[0].console.say("declare Checkout is down")
    posts[0].console.wait(lambda e: e.get("seq") and "answered" in e, 10, "an incident that is declared")

    flaps = max(4, int(FLAPS * args.scale))
    longest = flap(args, posts, flaps // 2)
    for post in posts:
        post.settle()
    rig.ctl("backup", "--data", data, "--to", backup)
    longest = max(longest, flap(args, posts, flaps - flaps // 2))
    for post in posts:
        post.settle()
    entries = rig.entries(data)
    check(entries, posts)
    rig.verify(data)
    count = sum(post.typed for post in posts)
    losses = sum("lost" in e for post in posts for e in post.console.events())
    expect(losses >= flaps * 0.9, f"the links were lost only {losses} times")
    passed(f"{flaps} flaps, up to {longest:.1f} s late: {count} lines, 0 lost, 0 twice")
    must_fail("a line that is there twice", lambda: check(entries + entries[-1:], posts))
    must_fail("a line that is gone", lambda: check(entries[:-1], posts))
    past = rig.entries(backup)
    must_fail("a server that forgot", lambda: check(past, posts))

    # Restored under the witness: it reads, says what is missing, and records nothing.
    relay.kill()
    rolled = older(rig, data, backup)
    relay = rig.relay(rolled)
    for post in posts:
        post.link.target = relay.port
        told(post, "problem", RESTORED)
        told(post, "pulse", "The journal has lost its end")
        post.write(3)
    for post in posts:
        until(lambda p=post: len(p.saved()) == p.typed, 10, "lines that wait on this machine")
        expect(post.console.ask_state()["pending"] == 3, f"{post.name}: what nobody records does not wait")
    relay.kill()
    rig.ctl("verify", "--data", rolled, code=1)
    said = rig.ctl("accept-loss", "--data", rolled, "--reason", "restored from last night’s backup")
    expect("given up" in said, f"accept-loss says: {said}")
    relay = rig.relay(rolled)
    for post in posts:
        post.link.target = relay.port
    for post in posts:
        post.settle()
    rig.verify(rolled)
    kept = b"".join(post.aside() for post in posts)
    now = rig.entries(rolled)
    expect(any(f["fact"] == "EpochOpened" for e in now for f in e["facts"]), "the loss is not on the record")
    missing = sum(text not in lines_in(now) for post in posts for text in post.saved())
    expect(missing > 0, "nothing was lost by the rollback: it proves nothing")
    check(now, posts, kept)
    must_fail("a rollback without the copies set aside", lambda: check(now, posts))
    passed(f"rolled back under its witness: refused to record, said so; {missing} lines that it lost are in the "
           "consoles’ copies, what waited was sent once")

    # Restored with a witness of the same age: only the consoles know better.
    relay.kill()
    relay = rig.relay(backup)
    head = len(past)
    for post in posts:
        post.link.target = relay.port
        told(post, "startOver", f"{head} there")
        post.write(2)
    for post in posts:
        post.settle()
    check(rig.entries(backup), posts, b"".join(post.aside() for post in posts))
    rig.verify(backup)
    passed("rolled back whole: both consoles say so, keep what it lost, and go on")


if __name__ == "__main__":
    run(main, __doc__)
