# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP half of the abuse: floods, drips, smuggling, compressed bodies."""
import json
import os
import select
import time

from abuse import is_closed, read_reply

MIB = 1024 * 1024


def pour(s, pieces, limit, pause_above):
    """Sends until the peer answers or closes; returns the bytes that were sent. Above a mark it goes slowly
    enough that what the kernel has buffered is not counted as accepted."""
    sent = 0
    try:
        for piece in pieces:
            if sent >= limit or select.select([s], [], [], 0.004 if sent > pause_above else 0)[0]:
                break
            s.sendall(piece)
            sent += len(piece)
    except OSError:
        pass
    return sent


def forever(piece):
    while True:
        yield piece


def chunk(data):
    return b"%x\r\n" % len(data) + data + b"\r\n"


def refused(report, group, name, reply, wanted):
    good = reply.status in wanted
    if good:
        try:
            good = isinstance(json.loads(reply.body)["error"], str)
        except (ValueError, KeyError):
            good = False
    report.check(group, name, good, reply.status or ("closed" if reply.closed else "silence"))


def oversized_bodies(report, target):
    for name, length in (("10 GiB stated", 10 << 30), ("64 MiB stated", 64 * MIB),
                         ("one byte over", 8 * MIB + 1)):
        with target.connect() as s:
            s.sendall(target.head(b"Content-Length: %d\r\n" % length))
            refused(report, "H-1", name + ", refused before any byte of it", read_reply(s, 2), {413})

    def stated():
        with target.connect(send_buffer=65536) as s:
            s.sendall(target.head(b"Content-Length: %d\r\n" % (64 * MIB)))
            sent = pour(s, forever(b"x" * 16384), 64 * MIB, 0)
            return sent, read_reply(s, 2)

    sent, reply = report.cost("H-1", "64 MiB sent", target, 8, stated)
    refused(report, "H-1", "64 MiB sent", reply, {413})
    report.check("H-1", "64 MiB sent, cut early", sent <= MIB, f"{sent} bytes sent")

    def chunked():
        with target.connect(send_buffer=65536) as s:
            s.sendall(target.head(b"Transfer-Encoding: chunked\r\n"))
            sent = pour(s, forever(chunk(b"x" * 65536)), 64 * MIB, 3 * MIB)
            return sent, read_reply(s, 2)

    sent, reply = report.cost("H-1", "chunked without end", target, 8, chunked)
    refused(report, "H-1", "chunked without end", reply, {413})
    report.check("H-1", "chunked without end, cut", sent <= 5 * MIB, f"{sent / MIB:.2f} MiB sent")

    with target.connect() as s:
        s.sendall(target.head(b"Content-Length: 100000\r\n").replace(target.auth, b""))
        refused(report, "H-1", "no token, refused before the body", read_reply(s, 2), {401, 403})
    if target.options.echo:
        honest_bodies(report, target)


def honest_bodies(report, target):
    body = bytes(range(256)) * (8 * MIB // 256)
    with target.connect(timeout=20) as s:
        s.sendall(target.head(b"Content-Length: %d\r\n" % len(body)) + body)
        reply = read_reply(s, 20)
        good = reply.status == 200 and reply.body == body
        report.check("H-1", "exactly the cap is accepted", good, reply.status)
        s.sendall(target.head(b"Transfer-Encoding: chunked\r\n") + chunk(body[:1000]) + chunk(body[1000:5000])
                  + b"0\r\n\r\n")
        reply = read_reply(s, 5)
        good = reply.status == 200 and reply.body == body[:5000]
        report.check("H-1", "chunks are joined", good, reply.status)
        s.sendall(target.head(b"Content-Length: 5\r\nExpect: 100-continue\r\n"))
        interim = read_reply(s, 2)
        s.sendall(b"hello")
        reply = read_reply(s, 2)
        report.check("H-1", "100-continue", interim.status == 100 and reply.body == b"hello", interim.status)
        s.sendall(b"".join(target.head(b"Content-Length: 1\r\n") + b"%d" % i for i in range(5)))
        data = b""
        while data.count(b"HTTP/1.1 200") < 5 or not data.endswith(b"4"):
            more = s.recv(65536)
            if not more:
                break
            data += more
        report.check("H-1", "five pipelined requests", data.count(b"HTTP/1.1 200") == 5)


def oversized_heads(report, target):
    attacks = (
        ("one endless field", [b"GET / HTTP/1.1\r\nX: "], b"a" * 65536, {431}),
        ("200,000 fields", [b"GET / HTTP/1.1\r\n"], b"".join(b"X%d: y\r\n" % i for i in range(4000)), {431}),
        ("1 MiB target", [b"GET /"], b"a" * 65536, {414}),
        ("endless method", [], b"A" * 65536, {400, 414, 431}),
        ("101 fields", [target.head(b"".join(b"X%d: y\r\n" % i for i in range(101)))], b"", {431}),
    )
    for name, first, piece, wanted in attacks:
        def attack(first=first, piece=piece):
            with target.connect() as s:
                pour(s, first, 1 << 30, 1 << 30)
                pour(s, forever(piece) if piece else [], 4 * MIB, 0)
                return read_reply(s, 2)
        reply = report.cost("H-2", name, target, 2, attack)
        refused(report, "H-2", name, reply, wanted)


class Drips:
    """Sockets that send one byte each now and then, until all are closed or the time is over. In a process
    of its own, so that the honest sender does not wait for this one's interpreter."""

    def __init__(self, sockets, every, seconds):
        read_end, write_end = os.pipe()
        self.result = os.fdopen(read_end)
        self.child = os.fork()
        if self.child == 0:
            left, gone_after = self.drip(sockets, every, seconds)
            os.write(write_end, f"{left} {gone_after}".encode())
            os._exit(0)
        os.close(write_end)
        for s in sockets:
            s.close()

    @staticmethod
    def drip(sockets, every, seconds):
        begin = time.monotonic()
        alive = dict.fromkeys(sockets)
        while alive and time.monotonic() < begin + seconds:
            for i, s in enumerate(list(alive)):
                if i % 10 == 9:  # spread over the interval, as a thousand machines would be
                    time.sleep(every * 10 / (len(alive) + 1))
                try:
                    s.setblocking(False)
                    if select.select([s], [], [], 0)[0] and not s.recv(65536):
                        raise ConnectionError
                    s.send(b"a")
                except BlockingIOError:
                    pass
                except OSError:
                    s.close()
                    del alive[s]
            time.sleep(every / 10)
        return len(alive), time.monotonic() - begin

    def join(self):
        left, gone_after = self.result.read().split()
        os.waitpid(self.child, 0)
        return int(left), float(gone_after)


def drips(report, target):
    seconds = 4 if target.options.expect_failure else 14
    base = target.descriptors()
    idle = target.pings(200)
    header = (target.options.drips, b"GET / HTTP/1.1\r\nX-Drip: ")
    body = (60, target.head(b"Content-Length: 100000\r\n"))
    chunk_size = (30, target.head(b"Transfer-Encoding: chunked\r\n"))
    waves = [(f"{header[0]} dripping headers, 60 bodies, 30 chunk sizes", [header, body, chunk_size]),
             ("1,000 dripping headers", [(1000, header[1])])]
    for name, wave in waves[:1] if target.options.expect_failure else waves:
        attackers = []
        for count, first in wave:
            for _ in range(count):
                attackers.append(target.connect())
                attackers[-1].sendall(first)
        drip = Drips(attackers, 0.3, seconds)
        honest = target.pings(400)
        left, gone_after = drip.join()
        p99, idle99 = honest[-5] * 1000, idle[-3] * 1000
        report.check("H-3", name + ", all gone", left == 0, f"{left} left after {gone_after:.1f} s")
        report.check("H-3", name + ", honest sender served", p99 < 500,
                     f"p99 {p99:.1f} ms, idle {idle99:.1f} ms")
    if target.options.echo:
        slow_readers(report, target, base, 2 if target.options.expect_failure else 12)
    end = time.monotonic() + 3
    while target.descriptors() > base and time.monotonic() < end:
        time.sleep(0.05)
    now = target.descriptors()
    report.check("H-3", "descriptors back to base", now <= base, f"{now} of {base}")


def slow_readers(report, target, base, seconds):
    body = b"x" * (4 * MIB)
    readers = []
    for _ in range(8):
        s = target.connect(timeout=10, receive_buffer=4096)
        s.sendall(target.head(b"Content-Length: %d\r\n" % len(body)) + body)
        readers.append(s)
    end = time.monotonic() + seconds
    while target.descriptors() > base and time.monotonic() < end:
        time.sleep(0.05)
    # A peer that reads nothing is told nothing while its window is shut: only now does it look.
    left = sum(1 for s in readers if not reset(s))
    for s in readers:
        s.close()
    report.check("H-3", "8 that do not read their reply, dropped", left == 0, f"{left} left")


def reset(s):
    """Whether the server has given the connection up: then the reply ends before its length."""
    s.settimeout(1)
    total = 0
    try:
        while more := s.recv(1 << 20):
            total += len(more)
    except TimeoutError:
        return False
    except OSError:
        return True
    return total < 4 * MIB


def smuggling(report, target):
    host, auth, path = target.host, target.auth, target.options.post_path.encode()
    line = b"POST " + path + b" HTTP/1.1\r\n"
    base = b"Host: " + host + b"\r\n" + auth

    def post(fields, body=b"", first=line):
        return first + base + fields + b"\r\n" + body

    cl, te = b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"
    end = b"0\r\n\r\n"
    cases = {
        "CL then TE": post(cl + te, end), "TE then CL": post(te + cl, end),
        "two CL, different": post(cl + b"Content-Length: 6\r\n", b"hello"),
        "two CL, same": post(cl + cl, b"hello"),
        "CL list": post(b"Content-Length: 5, 5\r\n", b"hello"),
        "CL list differs": post(b"Content-Length: 5, 6\r\n"),
        "CL negative": post(b"Content-Length: -1\r\n"), "CL plus": post(b"Content-Length: +5\r\n", b"hello"),
        "CL overflow 64": post(b"Content-Length: 18446744073709551616\r\n"),
        "CL overflow 63": post(b"Content-Length: 9223372036854775808\r\n"),
        "CL of 40 digits": post(b"Content-Length: " + b"9" * 40 + b"\r\n"),
        "CL of zeros before 5": post(b"Content-Length: " + b"0" * 30 + b"5\r\n"),
        "CL hex": post(b"Content-Length: 0x5\r\n"), "CL blank": post(b"Content-Length: \r\n"),
        "CL blank inside": post(b"Content-Length: 1 0\r\n"), "CL letters": post(b"Content-Length: five\r\n"),
        "CL decimal": post(b"Content-Length: 5.0\r\n"), "CL exponent": post(b"Content-Length: 1e3\r\n"),
        "CL quoted": post(b"Content-Length: \"5\"\r\n"),
        "blank before colon": post(b"Content-Length : 5\r\n"),
        "tab before colon": post(b"Content-Length\t: 5\r\n"),
        "TE blank before colon": post(b"Transfer-Encoding : chunked\r\n", end),
        "TE identity": post(b"Transfer-Encoding: identity\r\n"),
        "TE gzip, chunked": post(b"Transfer-Encoding: gzip, chunked\r\n", end),
        "TE chunked, identity": post(b"Transfer-Encoding: chunked, identity\r\n", end),
        "TE twice": post(te + te, end),
        "TE chunked, chunked": post(b"Transfer-Encoding: chunked, chunked\r\n", end),
        "TE xchunked": post(b"Transfer-Encoding: xchunked\r\n", end),
        "TE quoted": post(b"Transfer-Encoding: \"chunked\"\r\n", end),
        "TE with VT": post(b"Transfer-Encoding: \x0bchunked\r\n", end),
        "TE with parameter": post(b"Transfer-Encoding: chunked;q=1\r\n", end),
        "TE empty": post(b"Transfer-Encoding:\r\n", end),
        "TE in HTTP/1.0": post(te, end, line.replace(b"1.1", b"1.0")),
        "TE folded": post(b"Transfer-Encoding:\r\n chunked\r\n", end),
        "obs-fold": post(b"X: a\r\n b\r\n"), "obs-fold tab": post(b"X: a\r\n\tb\r\n"),
        "first field indented": line + b" X: a\r\n" + base + b"\r\n",
        "bare LF in request line": line.replace(b"\r\n", b"\n") + base + b"\r\n",
        "bare LF in field": post(b"X: a\n"), "bare LF ends head": line + base[:-2] + b"\n\n",
        "bare CR in field": post(b"X: a\rb\r\n"), "CR CR LF": post(b"X: a\r\r\n"),
        "NUL in target": line.replace(path, path + b"\0") + base + b"\r\n",
        "NUL in field": post(b"X: a\0b\r\n"), "NUL in name": post(b"X\0: a\r\n"),
        "control byte in field": post(b"X: a\x01b\r\n"), "DEL in field": post(b"X: a\x7fb\r\n"),
        "no colon": post(b"Nonsense\r\n"),
        "empty name": post(b": a\r\n"), "brace in name": post(b"X{}: a\r\n"),
        "high byte in name": post(b"X\xff: a\r\n"),
        "no Host": line + auth + b"\r\n", "two Hosts": post(b"Host: " + host + b"\r\n"),
        "foreign Host": line + b"Host: evil.example\r\n" + auth + b"\r\n",
        "foreign Host, our port": line + b"Host: evil.example:" + host.split(b":")[1] + b"\r\n\r\n",
        "Host with user": line + b"Host: a@" + host + b"\r\n\r\n",
        "Host prefix": line + b"Host: 127.0.0.1.evil.example\r\n\r\n",
        "absolute target": line.replace(path, b"http://evil.example" + path) + base + b"\r\n",
        "fragment in target": line.replace(path, path + b"#x") + base + b"\r\n",
        "high byte in target": line.replace(path, path + b"\xff") + base + b"\r\n",
        "two blanks in request line": line.replace(b" HTTP", b"  HTTP") + base + b"\r\n",
        "tab in request line": line.replace(b" ", b"\t", 1) + base + b"\r\n",
        "blank first": b" " + line + base + b"\r\n", "empty line first": b"\r\n" + line + base + b"\r\n",
        "HTTP/0.9": b"GET " + path + b"\r\n\r\n", "HTTP/1.2": line.replace(b"1.1", b"1.2") + base + b"\r\n",
        "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "http lower case": line.lower() + base + b"\r\n",
        "TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100,
        "PUT": line.replace(b"POST", b"PUT") + base + b"\r\n",
        "HEAD": line.replace(b"POST", b"HEAD") + base + b"\r\n",
        "TRACE": line.replace(b"POST", b"TRACE") + base + b"\r\n",
        "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\n" + base + b"\r\n",
        "unknown expectation": post(b"Expect: 200-ok\r\n" + cl, b"hello"),
        "chunk size negative": post(te, b"-5\r\nhello\r\n" + end),
        "chunk size plus": post(te, b"+5\r\nhello\r\n" + end),
        "chunk size 0x5": post(te, b"0x5\r\nhello\r\n" + end),
        "chunk size empty": post(te, b"\r\nhello\r\n" + end),
        "chunk size letters": post(te, b"xyz\r\nhello\r\n" + end),
        "chunk size blank first": post(te, b" 5\r\nhello\r\n" + end),
        "chunk size blank after": post(te, b"5 \r\nhello\r\n" + end),
        "chunk size overflow": post(te, b"1" + b"0" * 16 + b"\r\nhello\r\n" + end),
        "chunk size 2^64-1": post(te, b"f" * 16 + b"\r\nhello\r\n" + end),
        "chunk size endless": post(te, b"0" * 400),
        "chunk bare LF": post(te, b"5\nhello\r\n" + end), "chunk bare CR": post(te, b"5\rhello\r\n" + end),
        "chunk data too long": post(te, b"5\r\nhello!\r\n" + end),
        "chunk data too short": post(te, b"6\r\nhello\r\n" + end),
        "chunk ends in LF": post(te, b"5\r\nhello\n" + end),
        "chunk extension of 65": post(te, b"5;a=" + b"b" * 70 + b"\r\nhello\r\n" + end),
        "chunk extension endless": post(te, b"5;" + b"a" * 400),
        "chunk extension unquoted": post(te, b"5;a=\"b\r\nhello\r\n" + end),
        "chunk extension with LF": post(te, b"5;a\n=b\r\nhello\r\n" + end),
        "trailer": post(te, b"5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n"),
        "trailer Authorization": post(te, b"0\r\nAuthorization: Bearer x\r\n\r\n"),
        "trailer endless": post(te, b"0\r\n" + b"X: y\r\n" * 100),
    }
    for name, raw in cases.items():
        with target.connect() as s:
            s.sendall(raw)
            reply = read_reply(s, 2)
            wanted = {505} if name in ("HTTP/1.2", "HTTP/2 preface") else set(range(400, 500))
            refused(report, "H-4", name, reply, wanted)
            report.check("H-4", name + ", closed", is_closed(s, 2))


def compressed(report, target):
    for coding in (b"gzip", b"deflate", b"br", b"x-gzip", b"zstd", b"identity, gzip", b"GZIP"):
        with target.connect() as s:
            s.sendall(target.head(b"Content-Encoding: " + coding + b"\r\nContent-Length: 5\r\n") + b"hello")
            refused(report, "H-6", coding.decode(), read_reply(s, 2), {415})


GROUPS = {"H-1": oversized_bodies, "H-2": oversized_heads, "H-3": drips, "H-4": smuggling, "H-6": compressed}
