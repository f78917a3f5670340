#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A system that is asked: page after page, without asking again for what did not change, with its password, and not
where an answer would send us. What an answer no longer lists is not over."""
import base64
import http.server
import json
import threading

from rig import expect, must_fail, passed, run, until

SECRET = "a secret of the tests"
CONNECTOR = """connector: asked
version: 1
title: Asked
polls:
  - path: /pages?p=1
    signals: '.items[] | {dedup_key: ., status: "firing", title: .}'
    next: .next
  - path: /whole
    signals: '.items[] | {dedup_key: ., status: "firing", title: .}'
"""


class System(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    whole, etag, asked, unchanged, away = ["w1", "w2"], '"1"', [], 0, False
    wrong_next = None

    def answer(self, status, value=None, **headers):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        cls = System
        cls.asked.append(self.path)
        if self.headers.get("Authorization") != "Basic " + base64.b64encode(f"reader:{SECRET}".encode()).decode():
            return self.answer(401, {})
        if cls.away:
            return self.answer(503, {}, **{"Retry-After": "1"})
        if self.path == "/pages?p=1":
            return self.answer(200, {"items": ["p1"], "next": cls.wrong_next or "/pages?p=2"})
        if self.path == "/pages?p=2":
            return self.answer(200, {"items": ["p2"], "next": None})
        if self.path == "/whole":
            if self.headers.get("If-None-Match") == cls.etag:
                cls.unchanged += 1
                return self.answer(304, None, ETag=cls.etag)
            return self.answer(200, {"items": cls.whole}, ETag=cls.etag)
        return self.answer(404, {})

    def log_message(self, *_):
        pass


class Elsewhere(System):
    visits = 0

    def do_GET(self):
        Elsewhere.visits += 1
        self.answer(200, {"items": []})


def served(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def main(rig, _args):
    port, other = served(System), served(Elsewhere)
    (rig.folder / "secret").write_text(SECRET)
    connectors = rig.folder / "connectors"
    connectors.mkdir()
    (connectors / "asked.yaml").write_text(CONNECTOR)
    sources = rig.folder / "sources.yaml"
    sources.write_text("sources:\n  - name: asked\n    connector: asked\n    secret: {file: secret}\n"
                       f"    poll: {{url: 'http://127.0.0.1:{port}', every_s: 0.2, user: reader}}\n")
    data = rig.folder / "data"
    relay = rig.relay(data, connectors=connectors, sources=sources)

    def raised():
        return {f["dedupKey"] for f in rig.facts(data, "AlertRaised")}

    until(lambda: raised() == {"p1", "p2", "w1", "w2"}, 10, "both pages and the other path")
    until(lambda: System.unchanged >= 3, 10, "answers that did not change")
    must_fail("an alert of a page", lambda: expect("p2" not in raised(), "it is there"))

    # Shorter, and then away: neither is a recovery.
    System.whole, System.etag = ["w3"], '"2"'
    until(lambda: "w3" in raised(), 10, "the answer that changed")
    System.away = True
    until(lambda: any(f["state"] in ("Late", "Lost", 2, 3) or "503" in f["reason"] for f in rig.facts(data, "SourceStateChanged")), 10,
          "a source that says why it cannot be asked")
    expect(not rig.facts(data, "AlertCleared"), "absence was taken for recovery")
    System.away = False
    until(lambda: rig.facts(data, "SourceStateChanged")[-1]["state"] == "Live", 15, "live again, once every path answers")
    System.wrong_next = f"http://127.0.0.1:{other}/steal"
    count = len(System.asked)
    until(lambda: System.asked[count:].count("/pages?p=1") >= 2, 15, "asked again after it was away")

    # One of two paths answers: that does not make the source live, nor flip it to and fro.
    until(lambda: any("next page" in f["reason"] for f in rig.facts(data, "SourceStateChanged")), 10, "the path that fails, named")
    states, count = len(rig.facts(data, "SourceStateChanged")), len(System.asked)
    until(lambda: System.asked[count:].count("/whole") >= 5, 15, "the path that answers, asked five times")
    flips = [f["state"] for f in rig.facts(data, "SourceStateChanged")[states:]]
    expect("Live" not in flips, f"a source of which half does not answer went through {flips}")
    must_fail("a source that is live", lambda: expect("Live" not in [f["state"] for f in rig.facts(data, "SourceStateChanged")], "it was"))
    System.wrong_next = f"//127.0.0.1:{other}/steal"
    count = len(System.asked)
    until(lambda: System.asked[count:].count("/pages?p=1") >= 2, 15, "asked again")
    expect(Elsewhere.visits == 0, "an answer sent us to another system")
    expect(SECRET not in json.dumps(rig.entries(data)) and SECRET not in " ".join(System.asked), "the password was told")
    expect(relay.stop() == 0, "the relay did not end well")
    passed("polling: 2 pages, 2 paths, unchanged answers not sent again, nothing over by absence, nobody else visited")


if __name__ == "__main__":
    run(main, __doc__)
