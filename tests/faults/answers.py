#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What senders hear: their own system's answer once their request is on disk, and a sentence that says what to change
where it is refused. Messages of Amazon SNS that are forged visit nobody."""
import base64
import gzip
import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.request

from rig import SEND, Sender, expect, must_fail, passed, run, until

SECRET = "a secret of the tests"
KEY = b"0123456789abcdef0123456789abcdef"


class Canary(http.server.BaseHTTPRequestHandler):
    visits = 0

    def do_GET(self):
        Canary.visits += 1
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def main(rig, _args):
    (rig.folder / "secret").write_text(SECRET)
    (rig.folder / "signing").write_text("whsec_" + base64.b64encode(KEY).decode())
    sources = rig.folder / "sources.yaml"
    sources.write_text("sources:\n  - {name: lab, connector: gitlab, secret: {file: secret}}\n"
                       "  - {name: signing, connector: gitlab, secret: {file: signing}}\n"
                       "  - {name: charts, connector: grafana, secret: {file: secret}}\n"
                       "  - {name: strict, connector: cloudwatch, signed: true}\n")
    data = rig.folder / "data"
    relay = rig.relay(data, sources=sources)
    sender = Sender(relay.port)

    def post(path, body, headers=None, status=200):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        got = sender.post(None, path=path, body=raw, headers=headers)
        expect(got == status, f"{path} answered {got} instead of {status}: {sender.sentence}")
        return sender.sentence

    # Slack wants its challenge back, PagerDuty's senders a dedup_key, a collector an empty object.
    said = post("/v1/in/slack", {"type": "url_verification", "challenge": "3eZbrw1aBm2r", "token": "x"})
    expect(json.loads(said) == {"challenge": "3eZbrw1aBm2r"}, f"Slack would hear {said}")
    event = {"routing_key": "r", "event_action": "trigger",
             "payload": {"summary": "disk full", "source": "db1", "severity": "critical"}}
    made = json.loads(post("/v1/in/pagerduty/v2/enqueue", event, status=202))
    expect(made["status"] == "success" and made["dedup_key"] == "db1|disk full", f"a sender of events would hear {made}")
    own = json.loads(post("/v1/in/pagerduty/v2/enqueue", {**event, "dedup_key": "mine"}, status=202))
    expect(own["dedup_key"] == "mine", f"a sender of events would hear {own}")
    expect(post("/v1/in/opentelemetry", {"resourceLogs": []}) == "{}", "a collector would hear something else than {}")
    expect(json.loads(post("/v1/in/generic", {"title": "x", "id": "1"})) == {"status": "accepted"}, "the usual answer")

    said = post("/v1/in/opentelemetry", b"\x0a\x00", {"Content-Type": "application/x-protobuf"}, 415)
    expect("encoding" in said and "json" in said, f"a collector's owner would not know what to do: {said}")
    said = post("/v1/in/opentelemetry", gzip.compress(b"{}"), {"Content-Encoding": "gzip"}, 415)
    expect("compression: none" in said, f"a collector's owner would not know what to do: {said}")
    until(lambda: {"db1|disk full", "mine"} <= {f.get("dedupKey") for e in rig.entries(data) for f in e["facts"]}, 10,
          "both events as alerts, by the keys that were told")

    # GitLab: the secret token or the signature, either is enough and one of them is needed.
    push = {"object_kind": "push", "ref": "refs/heads/main", "project": {"path_with_namespace": "a/b"}}
    body = json.dumps(push).encode()
    post("/v1/in/lab", push, {"X-Gitlab-Token": SECRET})
    for wrong in ({}, {"X-Gitlab-Token": "guess"}, {"Webhook-Id": "1", "Webhook-Timestamp": str(int(time.time())),
                                                    "Webhook-Signature": "v1," + "A" * 43 + "="}):
        post("/v1/in/lab", push, wrong, 401)

    def standard(at, message=body):
        made = hmac.new(KEY, b"id1." + str(at).encode() + b"." + message, hashlib.sha256).digest()
        return {"Webhook-Id": "id1", "Webhook-Timestamp": str(at),
                "Webhook-Signature": "v1," + base64.b64encode(made).decode()}
    now = int(time.time())
    post("/v1/in/signing", body, standard(now))
    for wrong in (standard(now - 900), standard(now, b"another"), {"X-Gitlab-Token": base64.b64encode(KEY).decode()}):
        post("/v1/in/signing", body, wrong, 401)
    # Grafana signs the body, or the time and the body where it is told to send the time.
    group = json.dumps({"alerts": [{"status": "firing", "labels": {"alertname": "a"}, "fingerprint": "f"}]}).encode()

    def charted(message, **more):
        return {"X-Grafana-Alerting-Signature": hmac.new(SECRET.encode(), message, hashlib.sha256).hexdigest(), **more}
    post("/v1/in/charts", group, charted(group))
    post("/v1/in/charts", group, charted(b"%d:" % now + group, **{"X-Grafana-Alerting-Timestamp": str(now)}))
    late = charted(b"%d:" % (now - 900) + group, **{"X-Grafana-Alerting-Timestamp": str(now - 900)})
    post("/v1/in/charts", group, late, 401)
    post("/v1/in/charts", group, charted(b"%d:" % now + group), 401)

    canary = http.server.HTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=canary.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{canary.server_port}/"
    envelope = {"Type": "SubscriptionConfirmation", "MessageId": "1", "Token": "t", "Message": "m",
                "TopicArn": "arn:aws:sns:eu-west-1:1:t", "Timestamp": "2026-11-23T14:00:00Z", "SignatureVersion": "1",
                "Signature": "AAAA", "SigningCertURL": here + "a.pem", "SubscribeURL": here + "confirm"}
    for source in ("cloudwatch", "strict"):
        said = post(f"/v1/in/{source}", envelope, status=401)
        expect("not visited" in said, f"the forger would hear {said}")
    post("/v1/in/strict", {"AlarmName": "x", "NewStateValue": "ALARM"}, status=401)
    post("/v1/in/cloudwatch", {"AlarmName": "x", "NewStateValue": "ALARM", "AlarmArn": "a"})  # control: not `signed`
    expect(Canary.visits == 0, f"an address in a payload was visited {Canary.visits} times")
    urllib.request.urlopen(here).read()
    must_fail("a visit to the canary", lambda: expect(Canary.visits == 0, "it was visited"))
    expect(SEND not in json.dumps(rig.entries(data)) and SECRET not in json.dumps(rig.entries(data)), "a secret is in the journal")
    expect(relay.stop() == 0, "the relay did not end well")
    passed("answers: 5 kinds of answers, 2 refusals with what to change, 14 forgeries, no visit")


if __name__ == "__main__":
    run(main, __doc__)
