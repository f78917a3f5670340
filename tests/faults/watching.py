#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A watch of Kubernetes' events, with a stub server: it lists by pages, streams one line an event with bookmarks, breaks
in the middle of a line, is away, answers 410, says nothing at all. Nothing is heard twice and nothing is lost; the relay
is killed as well."""
import http.server
import json
import pathlib
import socket
import threading
import urllib.parse

from rig import expect, must_fail, passed, run, until

TOKEN = "a-token-of-the-tests-0123456789"
SHIPPED = pathlib.Path(__file__).parents[2] / "resources" / "connectors" / "kubernetes.yaml"


def event(number, reason="BackOff"):
    return {"apiVersion": "v1", "kind": "Event", "type": "Warning", "reason": reason, "message": "of the tests",
            "metadata": {"name": f"pod-{number}.1", "namespace": "shop", "uid": f"uid-{number}", "resourceVersion": str(number)},
            "involvedObject": {"kind": "Pod", "namespace": "shop", "name": f"pod-{number}", "uid": f"pod-uid-{number}"},
            "firstTimestamp": "2026-03-02T10:14:55Z", "lastTimestamp": "2026-03-02T10:14:55Z", "count": 1}


class Cluster:
    """The stub's memory, which outlives its server."""

    def __init__(self):
        self.events, self.watched, self.lists, self.since, self.delivered = [], [], 0, [], []
        self.gone_before, self.gone_as_status, self.half, self.mute, self.noise = 0, False, False, False, None
        self.changed = threading.Condition()
        self.server, self.port = None, 0
        self.sockets = []

    def happen(self, number, **more):
        with self.changed:
            self.events.append(event(number, **more))
            self.changed.notify_all()

    def up(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), type("Api", (Api,), {"cluster": self}))
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def kill(self):
        """As a machine that loses power: nobody listens, and what was open is reset."""
        server, self.server = self.server, None
        server.shutdown()
        server.server_close()
        with self.changed:
            for one in self.sockets:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
            self.sockets.clear()
            self.changed.notify_all()


class Api(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    cluster = None

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def line(self, text):
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def do_GET(self):
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.answer(401, {})
        url = urllib.parse.urlsplit(self.path)
        asked = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/version":
            return self.answer(200, {"gitVersion": "v1.29.0-stub"})
        if url.path != "/api/v1/events":
            return self.answer(404, {})
        try:
            return self.watch(asked) if asked.get("watch") == "1" else self.list(asked)
        except OSError:
            return None

    def list(self, asked):
        c = self.cluster
        with c.changed:
            events, first = list(c.events), "continue" not in asked
            c.lists += first
        at = 0 if first else len(events) // 2
        page = events[at:len(events) // 2] if first else events[at:]
        meta = {"resourceVersion": str(max([0] + [int(e["metadata"]["resourceVersion"]) for e in events]))}
        if first:
            meta["continue"] = "page/2"
        return self.answer(200, {"kind": "EventList", "metadata": meta, "items": page})

    def watch(self, asked):
        c = self.cluster
        expect(asked["allowWatchBookmarks"] == "true", "bookmarks were not asked for")
        since = int(asked["resourceVersion"])
        with c.changed:
            c.since.append(since)
            gone = since < c.gone_before
            c.sockets.append(self.connection)
        if gone and c.gone_as_status:
            return self.answer(410, {"kind": "Status", "code": 410})
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = True
        if gone:
            self.line(json.dumps({"type": "ERROR", "object": {"kind": "Status", "code": 410, "reason": "Expired"}}) + "\n")
            return self.line("")
        while c.server:
            with c.changed:
                new = [e for e in c.events if int(e["metadata"]["resourceVersion"]) > since]
                if not new:
                    c.changed.wait(0.3)
            if c.noise:
                text, c.noise = c.noise, None
                self.line(text + "\n")
            for one in new:
                since = int(one["metadata"]["resourceVersion"])
                text = json.dumps({"type": "ADDED", "object": one})
                if c.half:
                    c.half = False
                    self.line(text[:40])
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return None
                c.delivered.append(since)
                self.line(text + "\n")
            if not new and not c.mute:
                self.line(json.dumps({"type": "BOOKMARK", "object": {
                    "kind": "Event", "metadata": {"resourceVersion": str(since)}}}) + "\n")
        return None

    def log_message(self, *_):
        pass


def once(cluster):
    """Each event came once, whatever broke."""
    twice = sorted({n for n in cluster.delivered if cluster.delivered.count(n) > 1})
    expect(not twice, f"events {twice} were sent again: the position was forgotten")


def main(rig, _args):
    cluster = Cluster()
    for number in (1, 2, 3, 4):
        cluster.happen(number)
    cluster.up()
    folder = rig.folder / "connectors"
    folder.mkdir()
    text = SHIPPED.read_text()
    expect("silent_s: 75" in text, "the connector is not as this test knows it")
    (folder / "kubernetes.yaml").write_text(text.replace("silent_s: 75", "silent_s: 2"))
    (rig.folder / "secret").write_text(TOKEN)
    sources = rig.folder / "sources.yaml"
    sources.write_text("sources:\n  - name: cluster\n    connector: kubernetes\n    secret: {file: secret}\n"
                       f"    poll: {{url: 'http://127.0.0.1:{cluster.port}', every_s: 0.2}}\n")
    data = rig.folder / "data"
    relay = rig.relay(data, connectors=folder, sources=sources)

    def pods():
        return sorted(int(f["resource"].rsplit("-", 1)[1]) for f in rig.facts(data, "AlertRaised"))

    def states():
        return [(f["state"], f["reason"]) for f in rig.facts(data, "SourceStateChanged")]

    until(lambda: pods() == [1, 2, 3, 4], 15, "both pages of the list")
    until(lambda: cluster.since == [4], 10, "a watch behind the list")
    cluster.happen(5)
    until(lambda: 5 in pods(), 10, "an event of the watch")
    until(lambda: states()[-1:] and states()[-1][0] == "Live", 10, "a source that is live")
    expect(cluster.lists == 1, f"it was listed {cluster.lists} times")

    # Broken in the middle of a line, and then nobody is there for a while.
    cluster.half = True
    cluster.happen(6)
    until(lambda: 6 in pods(), 10, "an event that came in two attempts")
    expect(5 in cluster.since[1:], f"it was resumed from {cluster.since}")
    cluster.kill()
    until(lambda: states()[-1][0] == "Late" and "stream broke" in states()[-1][1], 10, "a source that says that its stream broke")
    for number in (7, 8):
        cluster.happen(number)
    cluster.up()
    until(lambda: {7, 8} <= set(pods()), 30, "what happened while nobody was there")
    until(lambda: states()[-1][0] == "Live", 10, "live again")
    expect(cluster.lists == 1, "a break is no reason to list again")
    once(cluster)

    # The position is too old, as a line and as a status: listed again, and what happened in between is there.
    for as_status in (False, True):
        cluster.kill()
        lists, number = cluster.lists, max(int(e["metadata"]["resourceVersion"]) for e in cluster.events) + 1
        cluster.gone_before, cluster.gone_as_status = number, as_status
        cluster.happen(number)
        cluster.up()
        until(lambda number=number: number in pods(), 30, "an event that only the list still has")
        until(lambda number=number: cluster.since[-1] == number, 10, "a watch behind the new list")
        expect(cluster.lists == lists + 1, f"it was listed {cluster.lists - lists} times")
    expect(len(pods()) == len(set(pods())), "an alert was raised twice")

    # What cannot be read costs itself, be it no event or no JSON at all; a connection on which nothing comes is not taken for a quiet one.
    with cluster.changed:
        cluster.events.append({"metadata": {"resourceVersion": "20"}, "involvedObject": "no object", "kind": "Event"})
        cluster.changed.notify_all()
    cluster.noise = '{"type": "ADDED", "object": '
    cluster.happen(21)
    until(lambda: 21 in pods(), 10, "the event behind a broken one")
    until(lambda: len(rig.json("quarantine", "list", "--data", data)) == 2, 10, "both in quarantine")
    cluster.mute = True
    until(lambda: any("not even a sign of life" in reason for _, reason in states()), 15, "a silence that is noticed")
    cluster.mute = False
    until(lambda: states()[-1][0] == "Live", 15, "live after the silence")

    # The relay dies: what it had taken is on disk, what it had not is listed.
    before = pods()
    cluster.happen(22)
    until(lambda: 22 in cluster.delivered, 10, "an event on its way")
    relay.kill()
    cluster.happen(23)
    relay = rig.relay(data, connectors=folder, sources=sources)
    until(lambda: set(before) | {22, 23} == set(pods()), 20, "everything, after the relay was killed")
    expect(len(pods()) == len(set(pods())), "an alert was raised twice")
    expect(TOKEN not in json.dumps(rig.entries(data)), "the token was told")
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)

    # Control: a connector that forgets where it was hears things twice, and that is seen here.
    cluster.events = [e for e in cluster.events if e["involvedObject"] != "no object"]
    (folder / "kubernetes.yaml").write_text(text.replace("position: last", "position: empty | last"))
    cluster.delivered.clear()
    relay = rig.relay(rig.folder / "forgets", connectors=folder, sources=sources)
    listed = len(cluster.since)
    until(lambda: len(cluster.since) > listed, 15, "a watch")
    cluster.happen(30)
    until(lambda: 30 in cluster.delivered, 10, "an event")
    cluster.kill()
    cluster.up()
    until(lambda: cluster.delivered.count(30) > 1, 20, "the same event again")
    must_fail("an event that is sent twice", lambda: once(cluster))
    relay.kill()
    cluster.kill()
    passed("watching: list, watch, breaks, 410 as line and status, silence and a killed relay; nothing twice, nothing lost")


if __name__ == "__main__":
    run(main, __doc__)
