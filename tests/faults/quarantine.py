#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What could not be read is read once its connector is right: while the server runs, when it starts, and when it is
asked. It never undoes what was heard since, one bad item costs itself, and a file that is broken changes nothing."""
from rig import Sender, expect, must_fail, passed, run, until

# `n` is a number, and a title must be a text: whatever has an `n` cannot be read.
CONNECTOR = """connector: mine
version: 1
title: Mine
receives:
  - when: type == "array"
    signals: 'each(.[]; {dedup_key: .key, status: .status, title: TITLE})'
  - signals: '{dedup_key: .key, status: .status, title: TITLE, service: "shop"}'
"""
BROKEN, RIGHT = CONNECTOR.replace("TITLE", "(.n // .key)"), CONNECTOR.replace("TITLE", "(.n // .key | tostring)")
PATH = "/v1/in/mine"


def item(key, status="firing", unreadable=True):
    return {"key": key, "status": status, **({"n": 7} if unreadable else {})}


def main(rig, _args):
    data = rig.folder / "data"
    connectors = rig.folder / "connectors"
    connectors.mkdir()
    file = connectors / "mine.yaml"
    file.write_text(BROKEN)
    relay = rig.relay(data, connectors=connectors)
    sender = Sender(relay.port)

    def post(body):
        expect(sender.post(body, path=PATH) == 200, f"{body} was refused: {sender.sentence}")

    def said(words):
        return sum(words in line for line in relay.errors)

    def keys(kind="AlertRaised"):
        return [f["dedupKey"] for f in rig.facts(data, kind)]

    def quarantined():
        return rig.json("quarantine", "list", "--data", data)

    post(item("fires"))
    post(item("over"))
    post(item("over", "resolved"))
    post(item("newer"))
    post(item("newer", unreadable=False))
    post(item("newer", "resolved", unreadable=False))
    post([item("good", unreadable=False), item("bad"), item("fine", unreadable=False)])
    until(lambda: len(quarantined()) == 5, 10, "five requests in quarantine")
    until(lambda: "fine" in keys(), 10, "the readable items of a request with one that is not")
    expect(sorted(keys()) == ["fine", "good", "newer"], f"{keys()} were raised")
    reasons = [q["reason"] for q in quarantined()]
    expect(sum("title" in r for r in reasons) == 5 and sum(r.startswith("1 of its 3 items") for r in reasons) == 1,
           f"the reasons do not say what is wrong: {reasons}")

    # Controls: asking again changes nothing while the connector is wrong, nor does a file that is no connector.
    rig.ctl("quarantine", "remap", "--data", data)
    until(lambda: not (data / "quarantine.remap").exists(), 10, "the server to take the request")
    file.write_text("connector: [\n")
    until(lambda: said("mine.yaml") == 1, 10, "a sentence about the broken file")
    post(item("still", unreadable=False))
    until(lambda: "still" in keys(), 10, "a broken file leaves what was there before")
    expect(len(quarantined()) == 5, "something left the quarantine although the connector is still wrong")

    file.write_text(RIGHT)
    until(lambda: not quarantined(), 15, "the quarantine is empty once the connector is right")
    until(lambda: {"fires", "over", "bad"} <= set(keys()), 5, "what was in it")
    expect(sorted(keys()) == ["bad", "fine", "fires", "good", "newer", "over", "still"], f"{sorted(keys())} were raised")
    cleared = len(rig.facts(data, "AlertCleared"))
    expect(cleared == 2, f"{cleared} alerts are over instead of 2 (“over” and “newer”)")
    expect(not rig.facts(data, "AlertRaisedAgain"), "an old request raised what had ended since")

    # While it does not run: what it could not read before is read when it starts.
    file.write_text(BROKEN)
    until(lambda: said("were read again") == 2, 10, "the file read again")
    post(item("asleep"))
    until(lambda: len(quarantined()) == 1, 10, "one in quarantine")
    must_fail("a request that stays", lambda: expect(not quarantined(), "it is still there"))
    expect(relay.stop() == 0, "the relay did not end well")
    file.write_text(RIGHT)
    relay = rig.relay(data, connectors=connectors)
    until(lambda: not quarantined() and "asleep" in keys(), 15, "read at the next start")
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    passed("quarantine: 6 requests kept, 6 read later, none twice, nothing undone")


if __name__ == "__main__":
    run(main, __doc__)
