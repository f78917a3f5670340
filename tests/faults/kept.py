#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a console keeps of its state: killed and started again, without a server too, it shows what it showed and folds
only what came since; it is the state that a console which folds everything has. A text that was redacted while it was away
is in no byte of it. Damaged, or of another journal, it is left aside and everything is folded again."""
import shutil

from rig import ANNA, BEN, Sender, alert, expect, must_fail, passed, run, until

ALERTS = 60
SECRET = "the-password-is-swordfish"


def bytes_of(folder):
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def kept(folder):
    return sorted(folder.glob("snapshot-*"), key=lambda p: int(p.name.split("-")[1]))


def restored(console):
    return next((e["restored"] for e in console.events() if "restored" in e), 0)


def shown(console):
    """Its state without what is about the link; nothing while entries are on their way."""
    state = console.ask_state()
    return {k: v for k, v in state.items() if k not in ("connected", "pending")}


def main(rig, _args):
    data, folder = rig.folder / "data", rig.folder / "ben"
    relay = rig.relay(data)
    ben = rig.console(relay.port, BEN, data=folder)
    ben.wait_welcome()
    sender = Sender(relay.port)
    expect(sender.post([alert("Slow", f"host-{n}") for n in range(ALERTS)]) == 200, "the alerts were refused")
    ben.say("declare Checkout is down")
    ben.wait(lambda e: e.get("seq") and "answered" in e, 10, "an incident that is declared")
    ben.say(f"note 1 {SECRET}")
    until(lambda: any(SECRET in line for i in ben.ask_state()["incidents"] for line in i["log"]), 10, "a note")
    until(lambda: ben.ask_state()["alerts"] == ALERTS, 20, "the alerts")
    head = max(e["seq"] for e in rig.entries(data))
    until(lambda: kept(folder) and int(kept(folder)[-1].name.split("-")[1]) >= head, 20, "a state that is kept")
    until(lambda: shown(ben)["head"] >= head, 10, "all entries")
    before = shown(ben)
    ben.kill()
    relay.stop()

    again = rig.console(relay.port, BEN, data=folder)  # and there is no server
    until(lambda: restored(again) >= head, 10, "a console without a server that shows what was kept")
    state = until(lambda: (s := shown(again)) and s["head"] >= before["head"] and s, 10, "the rest out of the copy")
    expect(state["incidents"] == before["incidents"] and state["alerts"] == ALERTS, f"it shows {state}")
    expect(not again.ask_state()["connected"], "there was a server")
    passed("a console killed and started without a server shows what it showed, from what it had kept")

    relay = rig.relay(data, port=relay.port)
    again.wait_welcome(20)
    sender = Sender(relay.port)
    expect(sender.post([alert("Slower", f"host-{n}") for n in range(ALERTS)]) == 200, "the alerts were refused")
    anna = rig.console(relay.port, ANNA, data=rig.folder / "anna")
    anna.wait_welcome()
    until(lambda: shown(anna)["alerts"] == 2 * ALERTS and shown(anna) == shown(again), 20,
          "the state that went on from what was kept is that of a console which folded everything")
    expect(restored(anna) == 0, "a console that was never there has kept something")
    must_fail("a console that lacks something", lambda: expect(before == shown(again), "nothing came"))
    passed("what was kept and what came since is what everything is")

    # Redacted while it is away.
    again.kill()
    expect(any(SECRET.encode() in file.read_bytes() for file in kept(folder)), "it was never kept: nothing could be seen to go")
    note = next(e["seq"] for e in rig.entries(data) for f in e["facts"] if f.get("text") == SECRET)
    anna.say(f"redact {note} a password")
    until(lambda: SECRET not in str(shown(anna)["incidents"]), 20, "redacted")
    again = rig.console(relay.port, BEN, data=folder)
    again.wait_welcome()
    until(lambda: shown(again)["head"] >= shown(anna)["head"], 20, "all entries")
    expect(restored(again) > 0, "it folded everything, so nothing could have come back")
    until(lambda: SECRET not in str(shown(again)["incidents"]), 20, "gone from the screen")
    until(lambda: SECRET.encode() not in bytes_of(folder), 20, "gone from every byte of the folder")
    expect(shown(again)["incidents"] == shown(anna)["incidents"], "they differ")
    passed("a text that was redacted while it was away is in no byte of what is kept")

    # Damaged in every file.
    until(lambda: kept(folder), 10, "something that is kept")
    again.kill()
    for file in kept(folder):
        whole = bytearray(file.read_bytes())
        whole[len(whole) // 2] ^= 1
        file.write_bytes(whole)
    again = rig.console(relay.port, BEN, data=folder)
    again.wait_welcome()
    until(lambda: shown(again) == shown(anna), 20, "the same without what was kept")
    expect(restored(again) == 0, "it shows what was damaged")

    # Of another journal: the copy was put aside by hand, and another server's is there.
    until(lambda: kept(folder), 10, "something that is kept")
    again.kill()
    anna.kill()
    relay.stop()
    other = rig.relay(rig.folder / "other", port=relay.port)
    carl = rig.console(other.port, ANNA, data=rig.folder / "carl")
    carl.wait_welcome()
    carl.say("declare Another one")
    carl.wait(lambda e: e.get("seq") and "answered" in e, 10, "an incident")
    until(lambda: shown(carl)["incidents"], 10, "the other journal's incident")
    strange = rig.folder / "strange"
    shutil.copytree(rig.folder / "carl", strange)
    for file in kept(strange):
        file.unlink()
    for file in kept(folder):
        shutil.copy(file, strange)
    expect(kept(strange), "nothing of another journal was put there")
    lost = rig.console(other.port, BEN, data=strange)
    lost.wait_welcome()
    until(lambda: shown(lost) == shown(carl), 20, "the journal that is there")
    expect(restored(lost) == 0, "it showed another journal's state")
    passed("damaged or of another journal, it is left aside")


run(main, __doc__)
