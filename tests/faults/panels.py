#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other systems say of an incident: metrics of a real Prometheus, and logs and traces of stub servers that answer in
the documented shapes of Loki, Elasticsearch, Jaeger and Tempo. A service's name is data in every query language, nothing
but sources.yaml says where a question goes, and an answer that is late, large, broken or elsewhere is a sentence."""
import http.server
import json
import os
import shutil
import sys
import threading
import time
import urllib.parse
import urllib.request

from rig import ANNA, BEN, SEND, SKIPPED, Sender, alert, expect, must_fail, passed, run, until

SERVICE = 'shop"} or vector(1) #/../../admin?x=1&y={services}'
SECRET = "a-token-of-the-tests-0123456789"


class Systems(http.server.BaseHTTPRequestHandler):
    """Stub server of four systems, by path."""
    asked, wrong = [], None
    release = threading.Event()

    def answer(self, status, body, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            pass

    def do_POST(self):
        self.reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def do_GET(self):
        self.reply(None)

    def reply(self, body):
        url = urllib.parse.urlsplit(self.path)
        asked = dict(urllib.parse.parse_qsl(url.query))
        Systems.asked.append((url.path, asked, body, self.headers.get("Authorization")))
        if Systems.wrong == "elsewhere":
            return self.answer(302, b"", Location=f"http://127.0.0.1:{self.server.server_port}/stolen")
        if Systems.wrong == "large":
            return self.answer(200, b'{"data": "' + b"x" * (6 << 20) + b'"}')
        if Systems.wrong == "broken":
            return self.answer(200, b"<html>not json</html>")
        if Systems.wrong == "refuses":
            return self.answer(400, {"message": "parse error at line 1, col 9: <b>unexpected</b>"})
        if Systems.wrong == "late":
            Systems.release.wait(30)
            return None
        now = int(time.time())
        if url.path == "/loki/api/v1/query_range":
            return self.answer(200, {"status": "success", "data": {"resultType": "streams", "result": [
                {"stream": {"app": "shop"}, "values": [[f"{now}123456789", "<b>error</b> db refused"], [f"{now - 9}000000000", "error: older"]]}]}})
        if url.path == "/logs-*/_search":
            return self.answer(200, {"took": 3, "timed_out": False, "hits": {"total": {"value": 1, "relation": "eq"}, "hits": [
                {"_index": "logs-a", "_source": {"message": "payment failed"}, "sort": [now * 1000]}]}})
        if url.path == "/api/traces":
            return self.answer(200, {"data": [{"traceID": "4bf92f3577b34da6", "processes": {"p1": {"serviceName": "shop"}}, "spans": [
                {"operationName": "GET /pay", "startTime": now * 1000000, "duration": 2500, "processID": "p1",
                 "tags": [{"key": "error", "type": "bool", "value": True}]}]}]})
        if url.path == "/api/search":
            return self.answer(200, {"traces": [{"traceID": "2f3e0cee77ae5dc9", "rootServiceName": "shop", "rootTraceName": "pay",
                                                 "startTimeUnixNano": f"{now}987654321", "durationMs": 557}]})
        return self.answer(404, {})

    def log_message(self, *_):
        pass


def prometheus(rig):
    """A real one that watches itself, and where it is."""
    folder = rig.folder / "prometheus"
    folder.mkdir()
    with socket_port() as probe:
        port = probe.getsockname()[1]
    (folder / "p.yml").write_text("global: {scrape_interval: 1s}\nscrape_configs:\n  - job_name: itself\n    static_configs:\n"
                                  f"      - targets: ['127.0.0.1:{port}']\n")
    rig.start("prometheus", f"--config.file={folder / 'p.yml'}", f"--storage.tsdb.path={folder / 'data'}",
              f"--web.listen-address=127.0.0.1:{port}")

    def has_data():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/query?query=up", timeout=5) as answer:
                return json.load(answer)["data"]["result"]
        except OSError:
            return None
    until(has_data, 30, "a Prometheus with data")
    return f"http://127.0.0.1:{port}"


def socket_port():
    import socket
    return socket.create_server(("127.0.0.1", 0))


def main(rig, _args):
    if not shutil.which("prometheus"):
        print("skipped: prometheus is not installed")
        sys.exit(SKIPPED)
    os.environ["no_proxy"] = "127.0.0.1"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Systems)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stub, real = f"http://127.0.0.1:{server.server_port}", prometheus(rig)
    data = rig.folder / "data"
    data.mkdir()
    (data / "secret").write_text(SECRET)
    (data / "sources.yaml").write_text(json.dumps({"sources": [
        {"name": "prom", "connector": "prometheus", "panels": {"url": real, "queries": [
            {"name": "Up", "query": "up"}, {"name": "Of it", "query": "up or absent(nothing{service={service},all=~{services}})"},
            {"name": "Wrong", "query": "sum(("}]}},
        {"name": "loki", "connector": "loki", "secret": {"file": "secret"}, "panels": {"url": stub}},
        {"name": "elastic", "connector": "elasticsearch", "panels": {"url": stub}},
        {"name": "jaeger", "connector": "jaeger", "panels": {"url": stub}},
        {"name": "tempo", "connector": "tempo", "panels": {"url": stub + "/"}},
        {"name": "plain", "connector": "loki"}]}))  # JSON is YAML
    relay = rig.relay(data)
    anna, ben = rig.console(relay.port, ANNA, rig.folder / "anna"), rig.console(relay.port, BEN, rig.folder / "ben")
    for console in (anna, ben):
        console.wait_welcome()
    expect(Sender(relay.port, SEND).post([alert("Slow", "s1", service=SERVICE)]) == 200, "refused")
    incident = until(lambda: [i["id"] for i in rig.json("incidents", "--data", data)], 15, "a group")[0]

    def ask(topic, **about):
        before = sum("told" in e for e in ben.events())
        ben.say(f"inquire {topic} {json.dumps(about)}")
        until(lambda: sum("told" in e for e in ben.events()) > before, 25, f"an answer to {topic}")
        return [e for e in ben.events() if "told" in e][-1]

    def panel(source, index=0, of=None):
        return ask("panel", incident=of or incident, source=source, index=index)

    there = [(p["source"], p["title"], p["shows"]) for p in ask("panels")["what"]["panels"]]
    expect(there == [("prom", "Up", "series"), ("prom", "Of it", "series"), ("prom", "Wrong", "series"), ("loki", "Error logs", "lines"),
                     ("elastic", "Error logs", "lines"), ("jaeger", "Recent traces", "traces"), ("tempo", "Recent traces", "traces")], f"{there}")

    # The real one: series, a hostile name that stays a name, and its own words about a query that is wrong.
    up = panel("prom")["what"]
    expect(up["series"][0]["points"][-1][1] == 1 and "job=itself" in up["series"][0]["name"], f"{up}")
    expect(abs(up["at"] / 1000 - time.time()) < 60 and up["query"] == "up" and up["host"] == real[7:], f"{up}")
    of_it = panel("prom", 1)["what"]
    labels = [s["name"] for s in of_it["series"]]
    expect(len(labels) == 2 and any(SERVICE in name for name in labels), f"the name became syntax: {of_it}")
    must_fail("a name that became syntax", lambda: expect(len(labels) == 3, "it did not"))
    wrong = panel("prom", 2)
    expect("it answered 400" in wrong["sentence"] and "parse error" in wrong["sentence"], f"{wrong}")

    # The stubs: what was asked is what their documentation says, and the name is data in each.
    loki = panel("loki")["what"]
    expect([r["text"] for r in loki["rows"]] == ["<b>error</b> db refused", "error: older"], f"{loki}")
    expect(loki["rows"][0]["at"] % 1000 == 123, f"{loki}")
    path, asked, _, authorization = Systems.asked[-1]
    expect(path == "/loki/api/v1/query_range" and asked["query"] == loki["query"] and len(asked["start"]) == 19, f"{asked}")
    expect(authorization == f"Bearer {SECRET}", "the secret was not given")
    elastic = panel("elastic")["what"]
    expect(elastic["rows"][0]["text"] == "payment failed", f"{elastic}")
    _, _, body, authorization = Systems.asked[-1]
    expect(body["query"]["bool"]["filter"][1]["query_string"]["query"].startswith(f"service.name:{json.dumps(SERVICE)} AND"), f"{body}")
    expect(authorization is None, "another system's secret was given")
    jaeger = panel("jaeger")["what"]
    expect(jaeger["rows"][0]["failed"] and jaeger["rows"][0]["duration_ms"] == 2.5 and "GET /pay" in jaeger["rows"][0]["text"], f"{jaeger}")
    path, asked, _, _ = Systems.asked[-1]
    expect(path == "/api/traces" and asked["service"] == SERVICE and len(asked["start"]) == 16, f"{path} {asked}")
    tempo = panel("tempo")["what"]
    expect(tempo["rows"][0]["duration_ms"] == 557 and tempo["rows"][0]["at"] % 1000 == 987, f"{tempo}")
    expect(Systems.asked[-1][1]["q"] == f"{{ resource.service.name = {json.dumps(SERVICE)} }}", f"{Systems.asked[-1]}")

    # What goes wrong is a sentence, and the server answers others meanwhile.
    for wrong, words in (("refuses", "it answered 400"), ("broken", "JSON"), ("elsewhere", "it answered 302"), ("large", "cannot be asked")):
        Systems.wrong = wrong
        told = panel("loki")
        expect(words in told["sentence"] and told["what"] == {}, f"{wrong}: {told}")
    expect(all(path != "/stolen" for path, *_ in Systems.asked), "a redirect was followed")
    Systems.wrong = "late"
    ben.say(f'inquire panel {json.dumps({"incident": incident, "source": "tempo", "index": 0})}')
    until(lambda: Systems.asked[-1][0] == "/api/search", 5, "the question that is not answered")
    anna.say("inquire panels {}")
    anna.wait(lambda e: "told" in e, 5, "an answer beside one that is late")
    before = sum("told" in e for e in ben.events())
    until(lambda: sum("told" in e for e in ben.events()) > before, 20, "an end of waiting")
    expect("cannot be asked" in [e for e in ben.events() if "told" in e][-1]["sentence"], "a late answer")
    Systems.wrong = None
    Systems.release.set()

    # No service, no question; no panel, no question.
    ben.say("declare Nothing is known yet")
    empty = until(lambda: [i["id"] for i in rig.json("incidents", "--data", data) if "Nothing" in i["title"]], 10, "an incident")[0]
    expect("No service is known" in panel("loki", of=empty)["sentence"], "a question without a service")
    expect("no such panel" in panel("plain")["sentence"] and "no such panel" in panel("prom", 9)["sentence"], "a panel that is not there")
    expect(SECRET not in json.dumps(rig.entries(data)) and SECRET not in "".join(map(str, ben.events())), "the secret was told")
    expect(relay.stop() == 0, "the relay did not end well")
    passed("panels: a real Prometheus, stub servers of Loki, Elasticsearch, Jaeger and Tempo; names are data, addresses configured")


if __name__ == "__main__":
    run(main, __doc__)
