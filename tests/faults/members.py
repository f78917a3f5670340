#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restricted incidents: whoever is no member reads nothing of what was written in them, on the screen or in the bytes of
the local copy, before or after; whoever is let in reads all of it, also after having been away; the chain stands."""
from rig import ANNA, BEN, expect, must_fail, passed, run, until

SECRET = "the-signing-key-was-in-a-public-log"


def bytes_of(folder):
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def log_of(console):
    seen = sum("log" in e for e in console.events())
    console.say("log 1")
    until(lambda: sum("log" in e for e in console.events()) > seen, 10, "a log")
    return [e for e in console.events() if "log" in e][-1]


def reads(console):
    log = log_of(console)
    return any(SECRET in line for line in log["log"]) and log["kept"] == [SECRET] and log["title"] == f"about {SECRET}"


def reads_nothing(console):
    return SECRET not in str(log_of(console))


def main(rig, _args):
    data = rig.folder / "data"
    relay = rig.relay(data)
    anna, ben = (rig.console(relay.port, token, data=rig.folder / name) for name, token in (("anna", ANNA), ("ben", BEN)))
    ben.wait_welcome()
    anna.wait_welcome()
    anna.say(f"declare about {SECRET}")
    anna.wait(lambda e: e.get("seq") and "answered" in e, 10, "an incident that is declared")
    anna.say(f"note 1 {SECRET}")
    anna.say(f"keep 1 {SECRET}")
    until(lambda: reads(ben), 20, "everybody reads an incident that is open to everybody")
    must_fail("a text in the copy of one who may not read it",
              lambda: expect(SECRET.encode() not in bytes_of(rig.folder / "ben"), "it is there"))

    anna.say("members 1 anna")
    until(lambda: reads_nothing(ben), 20, "what was written before is gone from the screen of one who is no member")
    expect(log_of(ben)["restricted"], "it does not say that it is restricted")
    until(lambda: SECRET.encode() not in bytes_of(rig.folder / "ben"), 20, "it is gone from the bytes of the copy")
    anna.say(f"note 1 again {SECRET}")
    ben.say("note 1 what is this?")
    refused = ben.wait(lambda e: e.get("code") == "incident.members-only", 10, "a refusal")
    expect("members" in refused["sentence"], f"it says {refused['sentence']}")
    passed("one who is no member reads nothing, has nothing on disk and can do nothing to it")

    # Away while being let in: killed in between, and a copy from scratch.
    until(lambda: len(log_of(anna)["log"]) >= 4, 10, "the second line")
    ben.kill()
    anna.say("members 1 anna ben")
    until(lambda: any(f["fact"] == "AccessSet" and f["members"] == ["anna", "ben"] for e in rig.entries(data) for f in e["facts"]), 10, "ben let in")
    ben = rig.console(relay.port, BEN, data=rig.folder / "ben")
    ben.wait_welcome()
    until(lambda: reads(ben), 20, "whoever was let in while away reads all of it")
    anna.say("members 1 anna")
    until(lambda: reads_nothing(ben), 20, "whoever is put out reads nothing any more")
    fresh = rig.console(relay.port, BEN, data=rig.folder / "fresh")
    fresh.wait_welcome()
    until(lambda: log_of(fresh)["restricted"] and reads_nothing(fresh), 20, "a fresh copy has no text of it")
    expect(SECRET.encode() not in bytes_of(rig.folder / "fresh"), "a fresh copy holds the text")
    anna.say("everybody 1")
    until(lambda: reads(fresh) and reads(ben), 20, "open again, everybody reads it")
    passed("let in, put out and let in again, at hand, away and from scratch")

    expect(all(not e.get("problem") for c in (anna, ben, fresh) for e in c.events()), "a console found fault with the chain")
    relay.stop()
    rig.verify(data)
    passed("the journal verifies")


run(main, __doc__)
