#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the senders that we ship against a server on loopback, and maps what they sent.

  senders.py QUARTERDECKCTL [--connectors DIR]

nagios-notify is run as a monitoring system would, with output that wants to be a command, a JSON document and
invalid UTF-8. The script of the Zabbix media type runs under node, with stand-ins for Zabbix' own objects, and is left
out with a sentence where there is no node. Argo CD's template needs Argo CD: only its form is checked."""
import argparse
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
HOSTILE = 'CRITICAL - "$(touch owned)" `touch owned`; \', {"NOTIFICATIONTYPE":"RECOVERY"} \\ %s %1 <b> \u202e \x07'
NODE = r"""
const script = require('fs').readFileSync(process.argv[2], 'utf8');
const sent = [], headers = [];
function HttpRequest() {}
HttpRequest.prototype.addHeader = h => headers.push(h);
HttpRequest.prototype.setProxy = () => {};
HttpRequest.prototype.post = (url, body) => { sent.push([url, body]); return ''; };
HttpRequest.prototype.getStatus = () => Number(process.argv[4]);
let thrown = null;
try { new Function('value', 'HttpRequest', 'Zabbix', script)(process.argv[3], HttpRequest, { log() {} }); }
catch (error) { thrown = String(error); }
console.log(JSON.stringify({ sent, headers, thrown }));
"""


class Receiver(http.server.BaseHTTPRequestHandler):
    requests, answers = [], []

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.requests.append((self.path, dict(self.headers), body))
        status = self.answers.pop(0) if self.answers else 202
        self.send_response(status)
        if status == 307:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_):
        pass


class Checks:
    def __init__(self, ctl, connectors, folder):
        self.ctl, self.connectors, self.folder = ctl, connectors, folder
        self.passed, self.failed = 0, 0

    def that(self, what, holds, found=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{what}: {found!r}"[:400])

    def map(self, connector, body):
        file = self.folder / "payload.json"
        file.write_bytes(body)
        done = subprocess.run([self.ctl, "map", connector, str(file), "--connectors", str(self.connectors)],
                              capture_output=True, timeout=60)
        return [json.loads(line) for line in done.stdout.decode().split("\n") if line] or [{}]

    def nagios(self, url):
        script = str(self.connectors / "senders" / "nagios-notify")
        token = self.folder / "token"
        token.write_text("not-a-real-token\n")

        def run(environment, *words):
            del Receiver.requests[:]
            done = subprocess.run([sys.executable, script, "--url", url + "/v1/in/nagios", "--token-file", str(token), *words],
                                  env={b"PATH": os.environb[b"PATH"], **environment}, cwd=self.folder, capture_output=True, timeout=60)
            return done.returncode

        macros = {b"NAGIOS_NOTIFICATIONTYPE": b"PROBLEM", b"NAGIOS_HOSTNAME": b"shop1.example.com", b"NAGIOS_SERVICEDESC": b"http",
                  b"NAGIOS_SERVICESTATE": b"CRITICAL", b"NAGIOS_SERVICEOUTPUT": HOSTILE.encode(), b"NAGIOS_LONGSERVICEOUTPUT": b"caf\xe9 \xff",
                  b"NAGIOS_SERVICEPERFDATA": b"x" * 40000, b"NAGIOS_TIMET": b"1772446495", b"NAGIOS_HOSTALIAS": b"$HOSTALIAS$",
                  b"NAGIOS__HOSTSNMPCOMMUNITY": b"secret", b"NAGIOS_USER5": b"secret", b"NAGIOS__SERVICEAPPLICATION": b"checkout"}
        code = run(macros)
        path, headers, body = Receiver.requests[0] if Receiver.requests else ("", {}, b"{}")
        sent = json.loads(body)
        self.that("nagios-notify sends", code == 0 and path == "/v1/in/nagios", (code, path))
        self.that("its token is a header", headers.get("Authorization") == "Bearer not-a-real-token", headers)
        self.that("output stays one value", sent.get("SERVICEOUTPUT") == HOSTILE and sent.get("NOTIFICATIONTYPE") == "PROBLEM", sent)
        self.that("no shell saw it", not (self.folder / "owned").exists())
        self.that("bytes that are no UTF-8 are replaced", sent.get("LONGSERVICEOUTPUT") == "caf\ufffd \ufffd", sent.get("LONGSERVICEOUTPUT"))
        self.that("long output is cut with a mark", sent.get("SERVICEPERFDATA", "").endswith(" [cut]"), len(sent.get("SERVICEPERFDATA", "")))
        self.that("other macros stay here", b"secret" not in body and "HOSTALIAS" not in sent, sorted(sent))
        signal = self.map("nagios", body)[0]
        self.that("the connector reads it", signal.get("dedup_key") == "shop1.example.com/http" and signal.get("status") == "firing"
                  and signal.get("service") == "checkout" and signal.get("description", "").startswith(HOSTILE), signal)

        code = run({}, "NOTIFICATIONTYPE=RECOVERY", "HOSTNAME=shop1.example.com", "SERVICEDESC=http", "SERVICESTATE=OK", "SERVICEOUTPUT=a=b --url x")
        signal = self.map("icinga", Receiver.requests[0][2] if Receiver.requests else b"{}")[0]
        self.that("arguments work as well", code == 0 and signal.get("status") == "resolved" and signal.get("description") == "a=b --url x", (code, signal))
        self.that("an unknown name is wrong usage", run({}, "HOSTNAME=x", "PASSWORD=y") == 2 and not Receiver.requests)
        self.that("without a host it is wrong usage", run({}) == 2 and not Receiver.requests)
        Receiver.answers[:] = [307]
        code = run(macros)
        self.that("a redirect is not followed", code == 1 and [r[0] for r in Receiver.requests] == ["/v1/in/nagios"], [r[0] for r in Receiver.requests])
        Receiver.answers[:] = [401]
        self.that("a refusal is not repeated", run(macros) == 1 and len(Receiver.requests) == 1, len(Receiver.requests))
        Receiver.answers[:] = [503]
        self.that("a busy server is asked again", run(macros) == 0 and len(Receiver.requests) == 2, len(Receiver.requests))

    def zabbix(self):
        text = (self.connectors / "senders" / "zabbix-mediatype.yaml").read_text()
        names = re.findall(r"^ {8}- name: (\w+)$", text, re.M)
        self.that("the media type has its parameters", {"event_id", "event_value", "quarterdeck_url", "quarterdeck_token"} <= set(names), names)
        block = re.search(r"^ {6}script: \|\n((?: {8}.*\n|\n)+)", text, re.M)
        self.that("the media type has a script", bool(block))
        node = shutil.which("node")
        if not node or not block:
            print("There is no node here: the media type's script was not run.")
            return
        script, runner = self.folder / "script.js", self.folder / "runner.js"
        script.write_text("\n".join(line[8:] for line in block[1].split("\n")))
        runner.write_text(NODE)

        def run(status=202, **changed):
            values = {name: "{%s}" % name.upper().replace("_", ".") for name in names}
            values.update({"event_id": "480021", "event_name": HOSTILE, "event_nseverity": "4", "event_status": "PROBLEM", "event_value": "1",
                           "event_age": "5m 10s", "event_tags_json": '[{"tag":"service","value":"checkout"}]', "host_host": "db1.example.com",
                           "trigger_id": "17710", "quarterdeck_url": "https://quarterdeck.example.com/v1/in/zabbix",
                           "quarterdeck_token": "not-a-real-token", "http_proxy": "", "zabbix_url": "https://zabbix.example.com"})
            values.update(changed)
            done = subprocess.run([node, str(runner), str(script), json.dumps(values), str(status)], capture_output=True, timeout=60)
            return json.loads(done.stdout)

        problem = run()
        body = problem["sent"][0][1]
        signal = self.map("zabbix", body.encode())[0]
        self.that("the media type sends", problem["thrown"] is None and "Authorization: Bearer not-a-real-token" in problem["headers"], problem)
        self.that("its token is not in the body", "not-a-real-token" not in body, body)
        self.that("the connector reads it", signal.get("status") == "firing" and signal.get("dedup_key") == "480021" and signal.get("service") == "checkout"
                  and signal.get("title") == HOSTILE and signal.get("started_at") is not None, signal)
        recovery = self.map("zabbix", run(event_status="RESOLVED", event_value="0", event_duration="1h 0m 5s")["sent"][0][1].encode())[0]
        self.that("its recovery resolves", recovery.get("status") == "resolved" and recovery.get("dedup_key") == "480021"
                  and recovery.get("ended_at") is not None, recovery)
        self.that("a refusal is an error for Zabbix", "answered 503" in (run(status=503)["thrown"] or ""))
        self.that("a missing macro is an error", "is the macro" in (run(quarterdeck_url="{$QUARTERDECK.URL}")["thrown"] or ""))

    def argocd(self):
        text = (self.connectors / "senders" / "argocd-notifications.yaml").read_text()
        bodies = re.findall(r"^ +\{\{ dict (.*) \| toJson \}\}$", text, re.M)
        self.that("Argo CD's templates are there", len(bodies) == 4, len(bodies))
        for body in bodies:
            self.that("an expression's parentheses and quotes close", body.count("(") == body.count(")") and body.count('"') % 2 == 0, body)
            self.that("it says its trigger and its application", '"trigger" "on-' in body and '"app" .app.metadata.name' in body, body)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("quarterdeckctl", type=pathlib.Path)
    arguments.add_argument("--connectors", type=pathlib.Path, default=HERE.parent.parent / "resources" / "connectors")
    given = arguments.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(str(given.quarterdeckctl.resolve()), given.connectors.resolve(), pathlib.Path(folder))
        checks.nagios(f"http://127.0.0.1:{server.server_port}")
        checks.zabbix()
        checks.argocd()
    server.shutdown()
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
