#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window asks about connecting a system, over the wire: a template that works as it stands, tokens and raw
requests for administrators alone, a connector that is mended from the console and takes what was in quarantine, a trial
that names the place of each mistake, a service map that counts without a restart."""
import json

from rig import ANNA, BEN, SEND, Sender, alert, expect, must_fail, passed, run, until

MINE = """connector: mine
version: 1
title: Mine
setup: |
  URL: {url}
  Header: Authorization: Bearer {token}
context:
  - title: Look
    url: '"\\($settings.url)/a%20b?title=\\(.title | @uri)&from=\\(.from_ms)&to=\\(.to_ms)"'
  - title: A script
    url: '"javascript:alert(1)"'
  - title: A password
    url: '"https://anna:secret@mine.example/"'
  - title: Fails
    url: error("no")
  - title: Nothing
    url: 'null'
receives:
  - signals: '{dedup_key: .key, status: "firing", title: TITLE}'
"""
BROKEN, RIGHT = MINE.replace("TITLE", ".n"), MINE.replace("TITLE", "(.n | tostring)")


def main(rig, _args):
    data = rig.folder / "data"
    (data / "connectors").mkdir(parents=True)
    (data / "connectors" / "mine.yaml").write_text(BROKEN)
    (data / "sources.yaml").write_text("sources:\n  - name: mine\n    connector: mine\n    settings: {url: 'https://mine.example'}\n")
    relay = rig.relay(data)
    anna, ben = rig.console(relay.port, ANNA, rig.folder / "anna"), rig.console(relay.port, BEN, rig.folder / "ben")
    for console in (anna, ben):
        console.wait_welcome()

    def ask(console, topic, **about):
        before = sum("told" in e for e in console.events())
        console.say(f"inquire {topic} {json.dumps(about)}")
        until(lambda: sum("told" in e for e in console.events()) > before, 10, f"an answer to {topic}")
        return [e for e in console.events() if "told" in e][-1]

    def tried(text, payload):
        before = sum("tried" in e for e in anna.events())
        anna.say("try " + json.dumps({"connector": "mine", "text": text, "payload": payload}))
        until(lambda: sum("tried" in e for e in anna.events()) > before, 10, "a trial's result")
        return [e for e in anna.events() if "tried" in e][-1]

    # Who may look may not read tokens, nor what others sent.
    names = [c["name"] for c in ask(ben, "connectors")["what"]["connectors"]]
    expect({"mine", "alertmanager", "zabbix"} <= set(names), f"there are {names}")
    for topic, about in (("setup", {"connector": "mine"}), ("quarantine", {}), ("payload", {"id": 1}), ("connector", {"name": "mine"}),
                         ("save", {"name": "mine", "text": RIGHT}), ("remap", {}), ("test", {"source": "mine"})):
        answer = ask(ben, topic, **about)
        expect("administrator" in answer["sentence"] and answer["what"] == {}, f"{topic} told {answer}")
    expect(ask(anna, "nothing")["sentence"], "a question that nobody knows has an answer")
    must_fail("a token", lambda: expect(SEND not in json.dumps(ask(anna, "setup", connector="mine")), "it is there"))

    # The template is the one of `connect`, and what it says works as it stands.
    setup = ask(anna, "setup", connector="mine")["what"]
    token = rig.folder / "token"
    token.write_text(SEND + "\n")
    printed = rig.ctl("connect", "mine", "--url", setup["url"], "--token-file", token, "--connectors", data / "connectors")
    expect(setup["token_known"] and setup["text"] in printed, f"the window says {setup['text']!r}, the program {printed!r}")
    expect(setup["url"] == f"http://127.0.0.1:{relay.port}" and "alert: Watchdog" in setup["watchdog"], f"{setup}")
    path = [line.split(": ", 1)[1] for line in setup["text"].splitlines() if line.startswith("URL")][0]
    sender = Sender(relay.port)
    expect(path.endswith("/v1/in/mine") and sender.post({"key": "1", "n": 7}, path="/v1/in/mine") == 200, path)
    for bad, said in (({"connector": "none"}, "no connector"), ({"connector": "mine", "url": "deck"}, "address"),
                      ({"connector": "mine", "source": "../x"}, "name")):
        expect(said in ask(anna, "setup", **bad)["sentence"], f"{bad} was taken")

    # Quarantine: open it, mend the connector, and it is read.
    items = until(lambda: ask(anna, "quarantine")["what"]["items"], 10, "a request in quarantine")
    expect(items[0]["connector"] == "mine" and "title" in items[0]["reason"], f"{items}")
    expect(ask(ben, "quality")["what"]["quarantined"] == {"mine": 1}, "the count of it")
    request = ask(anna, "payload", id=items[0]["id"])["what"]["request"]
    expect(request.endswith('{"key": "1", "n": 7}') and SEND not in request, f"the request is {request!r}")
    text = ask(anna, "connector", name="mine")["what"]
    expect(text == {"text": BROKEN, "own": True}, f"{text}")
    was = tried(BROKEN, request)
    expect(was["tried"] == 0 and was["problems"][0]["where"] == 2 and "title" in was["problems"][0]["sentence"], f"{was}")
    now = tried(RIGHT, request)
    expect(now["tried"] == 1 and not now["problems"] and '"title": "7"' in now["text"], f"{now}")
    expect("mine.yaml:" in ask(anna, "save", name="mine", text="connector: [")["sentence"], "a broken file was saved")
    expect((data / "connectors" / "mine.yaml").read_text() == BROKEN, "a broken file was written")
    expect("name" in ask(anna, "save", name="../mine", text=RIGHT)["sentence"], "a path was taken as a name")
    expect(ask(anna, "save", name="mine", text=RIGHT)["sentence"] == "", "it was not saved")
    until(lambda: ask(anna, "quality")["what"]["quarantined"] == {}, 15, "the quarantine is read")

    # Ways from an incident into the system: by its connector and the source's settings, web addresses alone.
    ben.say("declare Checkout is slow")
    incident = until(lambda: [i["id"] for i in rig.json("incidents", "--data", data) if i["title"] == "Checkout is slow"], 10,
                     "an incident")[0]
    links = ask(ben, "context", incident=incident)["what"]["links"]
    expect([(l["title"], l["url"].split("&")[0]) for l in links] == [("Look", "https://mine.example/a%20b?title=Checkout%20is%20slow")],
           f"the links are {links}")
    expect("no such incident" in ask(ben, "context", incident=99)["sentence"], "an incident that is not there")

    # A mistake is named where it is.
    places = [(tried(*pair)["problems"] + [{}])[0] for pair in (
        (RIGHT.replace("tostring", "tostrin"), "{}"), (RIGHT.replace("title: Mine", "titel: Mine"), "{}"),
        (RIGHT, '{"key": "é",\n "n" 7}'), (RIGHT.replace("(.n | tostring)", "(.n | error(\"no\"))"), "{}"))]
    expect([(p.get("where"), p.get("line"), p.get("column")) for p in places] == [(0, 19, 64), (0, 3, 0), (1, 2, 6), (0, 19, 0)],
           f"the places are {places}")

    # The map.
    table = rig.folder / "services.csv"
    table.write_text("name,owner\nshop,storefront\n")
    expect(sender.post([alert("A", "a1", ends_in=3600)]) == 200, "refused")
    until(lambda: rig.json("sources", "quality", "--data", data)[-1]["unmapped"] == 1, 10, "an alert whose service is on no map")
    rig.ctl("topology", "import", table, "--from", "csv", "--data", data)
    until(lambda: rig.json("sources", "quality", "--data", data)[-1]["unmapped"] == 0, 10, "the map, without a restart")
    (data / "topology.yaml").write_text("services: [")
    until(lambda: any("go on to count" in line for line in relay.errors), 10, "a sentence about a broken map")
    expect(rig.json("sources", "quality", "--data", data)[-1]["no_owner"] == 0, "a broken map took the services away")
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    passed("connecting: template, quarantine, trial and map over the wire; tokens for administrators alone")


if __name__ == "__main__":
    run(main, __doc__)
