#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages and status updates through a channel (real relay, stub server): kept until the other side takes them, with the
same key each time, through a server that dies in between; refused ones are told; an exercise sends nothing; the
channel's key is in no journal; what somebody who was paged answers is in the log."""
import http.server
import json
import threading

from rig import ANNA, Link, Sender, alert, expect, must_fail, passed, run, until

KEY = "the-key-of-the-pager-5d41"
CHANNELS = """channels:
  - name: pager
    title: On-call pager
    pages: true
    url: http://127.0.0.1:%d/enqueue
    secret: {file: pager.key}
    headers: {X-Team: shop}
    body: |
      {routing_key: $secret, event_action: "trigger", dedup_key, payload: {summary: .text, source: "quarterdeck", severity: "critical"}, to}
    sent: '.status == 202'
  - name: chat
    title: "#outage"
    posts: true
    url: http://127.0.0.1:%d/chat
    body: '{text}'
  - name: broken
    title: Broken
    posts: true
    url: ftp://127.0.0.1/
    body: '{text}'
"""


class Stub(http.server.BaseHTTPRequestHandler):
    heard, answers = [], []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Stub.heard.append((self.path, body, dict(self.headers)))
        status = Stub.answers.pop(0) if Stub.answers else 202
        self.send_response(status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


def heard(path):
    return [body for p, body, _ in Stub.heard if p == path]


def main(rig, _args):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    channels = rig.folder / "channels.yaml"
    channels.write_text(CHANNELS % (server.server_port, server.server_port))
    (rig.folder / "pager.key").write_text(KEY + "\n")
    data = rig.folder / "data"
    relay = rig.relay(data, channels=channels)
    link = Link(relay.port)
    anna = rig.console(link.port, ANNA, data=rig.folder / "anna")
    anna.wait_welcome()
    anna.say("declare checkout fails")
    anna.wait(lambda e: e.get("seq") and "answered" in e, 10, "an incident")

    # Busy, then dead in between, then taken: one page, one key, and nothing is lost.
    Stub.answers = [503]
    anna.say("page 1 payments pager")
    until(lambda: heard("/enqueue"), 15, "a page that is tried")
    until(lambda: any(not f["sent"] for f in rig.facts(data, "MessageAnswered")), 10, "a page that could not be sent yet, told")
    relay.kill()
    relay = rig.relay(data, channels=channels)
    link.target = relay.port
    until(lambda: any(f["sent"] for f in rig.facts(data, "MessageAnswered")), 30, "a page that is sent after all")
    pages = heard("/enqueue")
    expect(len({p["dedup_key"] for p in pages}) == 1 and len(pages) >= 2, f"the pages carry {[p['dedup_key'] for p in pages]}")
    expect(pages[0]["routing_key"] == KEY and pages[0]["to"] == "payments", f"the pager hears {pages[0]}")
    expect("checkout fails" in pages[0]["payload"]["summary"], "the page does not say what is wrong")
    expect(Stub.heard[0][2].get("X-Team") == "shop", "the channel's header is missing")
    passed(f"a page was tried {len(pages)} times with one key, through a server that was killed, until it was taken")

    # The answer of whoever was paged.
    answer = {"dedup_key": pages[0]["dedup_key"], "presence": "present", "person": "swift", "words": "joins in 10 minutes"}
    sender = Sender(relay.port)
    expect(sender.post(None, "/v1/answers", json.dumps({**answer, "dedup_key": "quarterdeck-000000000000-1"}).encode()) == 422, "a made-up key was taken")
    expect(sender.post(None, "/v1/answers", b"[") == 422, "half a list was taken")
    expect(sender.post(None, "/v1/answers", json.dumps(answer).encode()) == 200, f"the answer was refused: {sender.sentence}")
    until(lambda: any(f["person"] == "swift" and f["presence"] == "Present" for f in rig.facts(data, "PersonAnswered")), 10, "the answer in the journal")
    passed("an answer to the page is in the log, a made-up one is refused")

    # The pager tells of the page by its own webhook: raised it is no alert here, acknowledged it is an answer.
    def pager_says(status, who, key):
        event = {"event_type": f"incident.{status}", "occurred_at": "2026-03-02T10:14:55Z", "agent": {"summary": who},
                 "data": {"id": "Q1", "type": "incident", "status": status, "incident_key": key, "title": "checkout fails",
                          "created_at": "2026-03-02T10:14:55Z"}}
        expect(sender.post(None, "/v1/in/pagerduty", json.dumps({"event": event}).encode()) in (200, 202), f"refused: {sender.sentence}")
    pager_says("triggered", "nobody", pages[0]["dedup_key"])
    pager_says("acknowledged", "jay", pages[0]["dedup_key"])
    pager_says("acknowledged", "jay", pages[0]["dedup_key"])
    pager_says("acknowledged", "mallory", "quarterdeck-000000000000-1")
    until(lambda: any(f["person"] == "jay" for f in rig.facts(data, "PersonAnswered")), 20, "the pager's acknowledgement as an answer")
    pager_says("triggered", "nobody", "another-key")  # the control: of an incident that is none of our pages
    until(lambda: rig.facts(data, "AlertRaised"), 20, "an alert of the pager's own")
    answers = [f["person"] for f in rig.facts(data, "PersonAnswered")]
    expect(answers == ["swift", "jay"], f"those who answered are {answers}")
    expect(len(rig.facts(data, "AlertRaised")) == 1, "our own page came back as an alert")
    passed("acknowledged at the pager is an answer here, once, and our own page is no alert")

    # An update goes out as it was posted; one that is refused for good is told and not tried again.
    anna.say("post 1 chat we are on it")
    until(lambda: {"text": "we are on it"} in heard("/chat"), 15, "an update that is sent")
    Stub.answers = [400]
    before = len(heard("/chat"))
    anna.say("post 1 chat second")
    until(lambda: any(f["givenUp"] for f in rig.facts(data, "MessageAnswered")), 15, "an update that was refused, told")
    expect(len(heard("/chat")) == before + 1, "what was refused for good was tried again")
    must_fail("a message that nobody took", lambda: expect(not any(f["givenUp"] for f in rig.facts(data, "MessageAnswered")), "it is told"))
    passed("an update was sent, a refused one told")

    # What a source sent for an alert, pinned with its bytes.
    expect(sender.post([alert("Slow", "web-1")]) == 200, "an alert")
    until(lambda: len(rig.facts(data, "AlertRaised")) == 2, 10, "an alert")
    anna.say("pin 1 2")
    until(lambda: any(f["what"] == "Request" for f in rig.facts(data, "Attached")), 10, "a pinned request")
    anna.say("log 1")
    kept = anna.wait(lambda e: e.get("kept"), 10, "what was kept")["kept"]
    expect(json.loads(kept[0])[0]["labels"]["alertname"] == "Slow", f"what was pinned is {kept}")
    passed("what the source sent is kept with the incident, byte for byte")

    relay.stop()
    everything = b"".join(p.read_bytes() for folder in (data, rig.folder / "anna") for p in folder.rglob("*") if p.is_file())
    expect(KEY.encode() not in everything, "the channel's key is in the journal")
    expect(not any(KEY in line for child in rig.children for line in child.lines + child.errors), "the channel's key was printed")
    expect(any("ftp" in line or "broken" in line for child in rig.children for line in child.errors), "the channel that cannot be was left out silently")
    rig.verify(data)
    passed("the channel's key is nowhere, and the journal verifies")

    drill = rig.folder / "drill"
    relay = rig.relay(drill, channels=channels, drill=True)
    ben = rig.console(relay.port, ANNA, data=rig.folder / "ben")
    ben.wait_welcome()
    ben.say("declare an exercise")
    ben.wait(lambda e: e.get("seq") and "answered" in e, 10, "an incident")
    count = len(Stub.heard)
    ben.say("page 1 payments pager")
    until(lambda: any(f["givenUp"] for f in rig.facts(drill, "MessageAnswered")), 10, "an exercise that tells that nothing goes out")
    expect(len(Stub.heard) == count, "an exercise paged somebody")
    passed("an exercise pages nobody and says so")


run(main, __doc__)
