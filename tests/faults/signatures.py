#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A source with a secret takes what is signed with it, once: nothing unsigned, nothing signed with another secret,
nothing changed on the way, and nothing that somebody recorded and plays again."""
import hashlib
import hmac
import json

from rig import Sender, expect, must_fail, passed, run, until

SECRET = "a secret of the tests"
PATH = "/v1/in/signed"


def deployment(version):
    return json.dumps({"action": "created", "deployment": {
        "id": 7, "sha": version, "ref": version, "environment": "production", "created_at": "2026-03-02T10:14:55Z",
        "updated_at": "2026-03-02T10:14:55Z", "creator": {"login": "ada"}, "task": "deploy", "payload": {}},
        "repository": {"full_name": "example/checkout", "name": "checkout",
                       "html_url": "https://github.example.com/example/checkout"}}).encode()


def signed(body, secret=SECRET):
    return {"X-GitHub-Event": "deployment", "Content-Type": "application/json",
            "X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def changes(rig, data):
    return sum(f["fact"] == "ChangeRecorded" for entry in rig.entries(data) for f in entry["facts"])


def main(rig, _args):
    secret = rig.folder / "secret"
    secret.write_text(SECRET + "\n")
    sources = rig.folder / "sources.yaml"
    sources.write_text("sources:\n  - name: signed\n    connector: github\n    secret: {file: secret}\n"
                       "  - name: open\n    connector: github\n")
    data = rig.folder / "data"
    relay = rig.relay(data, sources=sources)
    sender = Sender(relay.port)

    def post(body, headers, path=PATH):
        return sender.post(None, path=path, body=body, headers=headers)

    first = deployment("v1")
    expect(post(first, signed(first)) == 200, "a request signed with the secret was refused")
    until(lambda: changes(rig, data) == 1, 10, "the signed change recorded")
    unsigned = {k: v for k, v in signed(first).items() if not k.startswith("X-Hub")}
    for what, body, headers in (("unsigned", first, unsigned), ("another's secret", first, signed(first, "guess")),
                                ("changed on the way", first.replace(b"v1", b"v2"), signed(first))):
        expect(post(body, headers) == 401, f"{what}: it was not refused")
    expect(post(first, signed(first)) == 200, "a sender that missed the answer must not be told to try again")
    # A control, and what shows that the queue is through: the next signed one, and one of a source without a secret.
    second, third = deployment("v3"), deployment("v4")
    expect(post(second, signed(second)) == 200, "the next signed request was refused")
    expect(post(third, unsigned, "/v1/in/open") == 200, "a source without a secret refuses what its token lets in")
    until(lambda: changes(rig, data) >= 3, 10, "the later changes recorded")
    expect(changes(rig, data) == 3, f"{changes(rig, data)} changes are recorded instead of 3: something counted twice")
    must_fail("a wrong signature that is taken", lambda: expect(post(first, signed(first, "guess")) == 200, "401"))
    expect(SECRET not in json.dumps(rig.entries(data)), "the secret is in the journal")
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    passed("signatures: 3 taken, 3 forged refused, 1 replayed and not counted")


if __name__ == "__main__":
    run(main, __doc__)
