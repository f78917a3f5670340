#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""R-9: requests that are right, malformed, unknown, foreign or too large, over many connections. The
server's own counters, as a console reads them, say exactly what was sent: received = accepted + refused,
per server and per source, and every accepted alert is on every console."""
import json
import socket
import threading

from rig import ANNA, BEN, Failed, Sender, alert, expect, must_fail, passed, run, until

SENDERS = 6
EACH = 48


def raw(port, bytes_, timeout=10):
    """Sends bytes as they are; the status that came back, or None."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as s:
        try:
            s.sendall(bytes_)
            head = s.recv(4096).decode(errors="replace")
            while s.recv(65536):
                pass
        except OSError:
            return None
        return int(head.split()[1]) if head.startswith("HTTP/") else None


def too_large(sender, port):
    # Only announced: a sender that is refused by its header need not send 64 MiB.
    return raw(port, (f"POST /api/v2/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {sender.token}\r\n"
                      f"Content-Type: application/json\r\nContent-Length: {64 << 20}\r\n\r\n").encode())


def smuggled(_, port):
    return raw(port, b"POST /api/v2/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n"
                     b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")


def foreign(sender, port):
    return Sender(port, "nobody-knows-this-token").post([alert("Foreign", "x")])


def persons_token(sender, port):
    return Sender(port, ANNA).post([alert("Person", "x")])


# name -> (call(sender, port, unique name), expected status); the first is the only one that is accepted.
KINDS = {
    "good": (lambda s, p, n: s.post([alert("Good", n)]), 200),
    "malformed": (lambda s, p, n: s.post(None, body=b'[{"labels": {"alertname": "x"'), 400),
    "no labels": (lambda s, p, n: s.post([{"labels": {}}]), 400),
    "wrong type": (lambda s, p, n: s.post([{"labels": {"a": 7}}]), 400),
    "no array": (lambda s, p, n: s.post({"alerts": []}), 400),
    "10,000 labels": (lambda s, p, n: s.post([{"labels": {f"l{i}": "v" for i in range(10_000)}}]), 400),
    "unknown path": (lambda s, p, n: s.post([alert("Lost", n)], path="/api/v9/alerts"), 404),
    "unknown source": (lambda s, p, n: s.post([alert("Lost", n)], path="/v1/in/nobody"), 404),
    "no such token": (lambda s, p, n: foreign(s, p), 401),
    "a person's token": (lambda s, p, n: persons_token(s, p), 403),
    "too large": (lambda s, p, n: too_large(s, p), 413),
    "smuggled": (lambda s, p, n: smuggled(s, p), 400),
}


class Counts:
    def __init__(self):
        self.by_kind, self.accepted, self.faults = {}, set(), []
        self._lock = threading.Lock()

    def note(self, kind, status, name):
        with self._lock:
            self.by_kind[kind] = self.by_kind.get(kind, 0) + 1
            if status == 200:
                self.accepted.add(name)
            if status != KINDS[kind][1]:
                self.faults.append(f"“{kind}” was answered with {status}, not {KINDS[kind][1]}")

    def received(self):
        return sum(self.by_kind.values())


def send(port, number, order, counts):
    sender = Sender(port)
    for n, kind in enumerate(order):
        name = f"s{number}-{n}"
        counts.note(kind, KINDS[kind][0](sender, port, name), name)
    sender.close()


def last_pulse(console):
    pulses = [e["pulse"] for e in console.events() if "pulse" in e]
    return pulses[-1] if pulses else None


def compare(counts, pulse):
    good = counts.by_kind.get("good", 0)
    refused = counts.received() - good
    seen = {key: int(pulse[key]) for key in ("received", "accepted", "refused")}
    expect(seen["received"] == seen["accepted"] + seen["refused"],
           f"the server's own counters do not add up: {seen}")
    expect(seen == {"received": counts.received(), "accepted": good, "refused": refused},
           f"{counts.received()} were sent, {good} of them accepted and {refused} refused; the server counts {seen}")
    for source in pulse["sources"]:
        received, accepted, refused = (int(source[k]) for k in ("received", "accepted", "refused"))
        expect(received == accepted + refused, f"source {source['source']}: {received} ≠ {accepted} + {refused}")


def main(rig, args):
    data = rig.folder / "data"
    relay = rig.relay(data)
    consoles = [rig.console(relay.port, token, alerts=True, pulses=True) for token in (ANNA, BEN)]
    for console in consoles:
        console.wait_welcome()
    counts = Counts()
    each = max(len(KINDS), int(EACH * args.scale))
    threads = []
    for number in range(SENDERS):
        order = [list(KINDS)[i // 2 % len(KINDS)] if i % 2 else "good" for i in range(2 * each)]
        args.rng.shuffle(order)
        threads.append(threading.Thread(target=send, args=(relay.port, number, order, counts)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for sentence in sorted(set(counts.faults)):
        print(f"  {sentence}: {counts.faults.count(sentence)} times")
    expect(not counts.faults, f"{len(counts.faults)} answers were not as expected")

    def settled():
        pulse = last_pulse(consoles[0])
        return pulse and int(pulse["received"]) >= counts.received() and int(pulse["waiting"]) == 0
    try:
        until(settled, 5, "a pulse that has counted everything")
    except Failed:
        pass  # the comparison says what is wrong
    pulse = last_pulse(consoles[0])
    expect(pulse is not None, "no pulse came")
    compare(counts, pulse)
    for console in consoles:
        until(lambda c=console: counts.accepted <= {e["alert"]["resource"] for e in c.events() if "alert" in e}, 10,
              "every accepted alert on every console")
    journalled = {row["resource"] for row in rig.json("alerts", "--data", data)}
    expect(journalled == counts.accepted, f"{len(journalled)} alerts in the journal, {len(counts.accepted)} accepted")
    passed(f"{counts.received()} requests = {counts.by_kind['good']} accepted + "
           f"{counts.received() - counts.by_kind['good']} refused, of {len(counts.by_kind)} kinds; every accepted "
           "alert is on both consoles")
    more = Counts()
    more.by_kind = dict(counts.by_kind, good=counts.by_kind["good"] + 1)
    must_fail("a request that the server has not counted", lambda: compare(more, pulse))
    must_fail("counters that do not add up", lambda: compare(counts, dict(pulse, refused=json.loads("0"))))
    relay.stop()


if __name__ == "__main__":
    run(main, __doc__)
