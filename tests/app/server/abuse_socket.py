# SPDX-License-Identifier: GPL-3.0-or-later
"""The WebSocket half of the abuse: raw frames, floods, peers that never say hello."""
import base64
import hashlib
import os
import select
import struct
import time

from abuse import is_closed, read_reply

MIB = 1024 * 1024
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def frame(opcode, payload=b"", fin=True, rsv=0, mask=True, length=None, form=None):
    """One frame; `length` states another length than the payload has, `form` forces a length's encoding."""
    size = len(payload) if length is None else length
    form = form or (7 if size < 126 else 16 if size < 65536 else 64)
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    bit = 0x80 if mask else 0
    if form == 7:
        head += bytes([bit | size])
    elif form == 16:
        head += struct.pack(">BH", bit | 126, size)
    else:
        head += struct.pack(">BQ", bit | 127, size)
    if not mask:
        return head + payload
    key = b"\x37\xfa\x21\x3d"
    whole = (key * (len(payload) // 4 + 1))[:len(payload)]
    masked = (int.from_bytes(payload, "big") ^ int.from_bytes(whole, "big")).to_bytes(len(payload), "big")
    return head + key + masked


def closing(code=None, reason=b""):
    return frame(CLOSE, (struct.pack(">H", code) if code is not None else b"") + reason)


class Socket:
    """A client that can be as wrong as it likes."""

    def __init__(self, target, fields=b"", hello=True, key=None, version=b"13"):
        self.s = target.connect(send_buffer=65536)
        self.data = b""
        key = key or base64.b64encode(os.urandom(16))
        self.s.sendall(b"GET " + target.options.wire_path.encode() + b" HTTP/1.1\r\nHost: " + target.host
                       + b"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
                       + b"\r\nSec-WebSocket-Version: " + version + b"\r\n" + fields + b"\r\n")
        self.reply = read_reply_exactly(self.s)
        digest = hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
        accept = base64.b64encode(digest).decode()
        self.upgraded = self.reply.status == 101 and self.reply.fields.get("sec-websocket-accept") == accept
        if hello and self.upgraded:
            self.s.sendall(frame(BINARY, (target.options.hello or target.options.token).encode()))

    def take(self, n):
        while len(self.data) < n:
            more = self.s.recv(65536)
            if not more:
                raise ConnectionError
            self.data += more
        taken, self.data = self.data[:n], self.data[n:]
        return taken

    def receive(self, timeout=3.0):
        """(opcode, payload), or None when the peer closed or stayed silent."""
        self.s.settimeout(timeout)
        try:
            first, second = self.take(2)
            size = second & 0x7f
            if size == 126:
                size, = struct.unpack(">H", self.take(2))
            elif size == 127:
                size, = struct.unpack(">Q", self.take(8))
            return first & 0x0f, self.take(size)
        except OSError:
            return None

    def close_code(self, timeout=3.0):
        """The code that the server closes with; 0: closed without one; None: still open."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            got = self.receive(end - time.monotonic())
            if got is None:
                return 0 if is_closed(self.s, 0.05) else None
            if got[0] == CLOSE:
                return struct.unpack(">H", got[1][:2])[0] if got[1] else 1005
        return None

    def pour(self, pieces, limit):
        """Sends until the server closes or says close; the bytes that it took."""
        sent = 0
        self.s.settimeout(10)
        try:
            for piece in pieces:
                if sent >= limit or self.refused():
                    break
                self.s.sendall(piece)
                sent += len(piece)
        except OSError:
            pass
        return sent

    def refused(self):
        """Looks at what has come, without waiting, for the first byte of a close frame."""
        while select.select([self.s], [], [], 0)[0]:
            more = self.s.recv(65536)
            if not more:
                return True
            self.data += more
        while len(self.data) >= 2 and self.data[0] & 0x0f == PONG and len(self.data) >= 2 + self.data[1]:
            self.data = self.data[2 + self.data[1]:]
        return bool(self.data) and self.data[0] & 0x0f == CLOSE

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.s.close()


def read_reply_exactly(s):
    """As read_reply, but byte by byte, so that no frame is swallowed."""
    class OneByOne:
        def settimeout(self, t):
            s.settimeout(t)

        def recv(self, _):
            return s.recv(1)
    return read_reply(OneByOne(), 5)


def handshakes(report, target):
    def attempt(name, wanted, **how):
        with Socket(target, hello=False, **how) as w:
            report.check("W-1", "handshake: " + name, w.reply.status in wanted, w.reply.status)
    with Socket(target, hello=False) as w:
        report.check("W-1", "handshake: good", w.upgraded, w.reply.status)
    attempt("version 8", {426}, version=b"8")
    attempt("version missing", {400, 426}, version=b"")
    attempt("key too short", {400}, key=base64.b64encode(b"short"))
    attempt("key not base64", {400}, key=b"!" * 24)
    attempt("key too long", {400}, key=base64.b64encode(b"x" * 40))
    attempt("Origin", {403}, fields=b"Origin: http://evil.example\r\n")
    attempt("Origin null", {403}, fields=b"Origin: null\r\n")
    attempt("body", {400}, fields=b"Content-Length: 5\r\n")
    offer = b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    with Socket(target, hello=False, fields=offer) as w:
        report.check("W-1", "handshake: permessage-deflate is not taken",
                     w.upgraded and "sec-websocket-extensions" not in w.reply.fields)
    with target.connect() as s:
        s.sendall(target.head(b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                              b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                              path=target.options.wire_path.encode()))
        reply = read_reply(s, 3)
        report.check("W-1", "handshake: by POST", reply.status in (400, 405), reply.status)


def refused_frames():
    return {
        "unmasked": (frame(BINARY, b"hello", mask=False), {1002}),
        "RSV1": (frame(BINARY, b"hello", rsv=4), {1002}), "RSV2": (frame(BINARY, b"hello", rsv=2), {1002}),
        "RSV3": (frame(BINARY, b"hello", rsv=1), {1002}), "RSV1 on a ping": (frame(PING, b"", rsv=4), {1002}),
        **{f"reserved opcode {o}": (frame(o, b"x"), {1002}) for o in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
        "continuation of nothing": (frame(0, b"x"), {1002}),
        "continuation of nothing, not final": (frame(0, b"x", fin=False), {1002}),
        "new message inside a message": (frame(BINARY, b"a", fin=False) + frame(BINARY, b"b"), {1002}),
        "fragmented ping": (frame(PING, b"x", fin=False), {1002}),
        "fragmented close": (frame(CLOSE, b"", fin=False), {1002}),
        "ping of 126": (frame(PING, b"x" * 126), {1002}), "close of 126": (closing(1000, b"x" * 124), {1002}),
        "ping of stated 2^40": (frame(PING, b"", length=1 << 40, form=64), {1002}),
        "5 bytes in 16 bits": (frame(BINARY, b"hello", form=16), {1002}),
        "5 bytes in 64 bits": (frame(BINARY, b"hello", form=64), {1002}),
        "200 bytes in 64 bits": (frame(BINARY, b"x" * 200, form=64), {1002}),
        "length 2^63": (frame(BINARY, b"", length=1 << 63, form=64), {1002, 1009}),
        "length 2^64-1": (frame(BINARY, b"", length=(1 << 64) - 1, form=64), {1002, 1009}),
        "length 2^63-1": (frame(BINARY, b"", length=(1 << 63) - 1, form=64), {1009}),
        "length 1 MiB + 1": (frame(BINARY, b"", length=MIB + 1, form=64), {1009}),
        "1 MiB and then a byte": (frame(BINARY, b"x" * MIB, fin=False) + frame(0, b"y"), {1009}),
        "text": (frame(TEXT, b"hello"), {1003}), "empty text": (frame(TEXT), {1003}),
        "text in fragments": (frame(TEXT, b"a", fin=False) + frame(0, b"b"), {1003}),
        "text that is not UTF-8": (frame(TEXT, b"\xff\xfe"), {1003, 1007}),
        "close of one byte": (frame(CLOSE, b"\x03"), {1002}),
        "close reason not UTF-8": (closing(1000, b"\xff"), {1002, 1007}),
        **{f"close code {c}": (closing(c), {1002}) for c in (0, 999, 1004, 1005, 1006, 1016, 2999)},
    }


def raw_frames(report, target):
    handshakes(report, target)
    for name, (raw, wanted) in refused_frames().items():
        with Socket(target) as w:
            w.s.sendall(raw)
            code = w.close_code()
            report.check("W-1", name, code in wanted, code)
            report.check("W-1", name + ", closed", is_closed(w.s, 4))
    for code, answer in ((None, 1000), (1000, 1000), (1001, 1001), (1003, 1003),
                         (1007, 1007), (3000, 3000), (4999, 4999)):
        with Socket(target) as w:
            w.s.sendall(closing(code))
            got = w.close_code()
            report.check("W-1", f"close {code} is answered", got in (answer, 1000, 1005), got)
            report.check("W-1", f"close {code} is answered, closed", is_closed(w.s, 4))
    with Socket(target) as w:
        for payload in (b"", b"hello", bytes(range(125))):
            w.s.sendall(frame(PING, payload))
            got = w.receive()
            report.check("W-1", f"ping of {len(payload)}", got == (PONG, payload))
        w.s.sendall(frame(PONG, b"unasked"))
        w.s.sendall(frame(PING, b"after"))
        report.check("W-1", "a pong that nobody asked for", w.receive() == (PONG, b"after"))
        w.s.sendall(closing(1000) + frame(BINARY, b"late"))
        report.check("W-1", "data after a close", w.close_code() in (1000, 1005) and is_closed(w.s, 4))
    if target.options.echo:
        echoes(report, target)


def echoes(report, target):
    blob = os.urandom(MIB)
    split = [blob[i:i + 50_000] for i in range(0, MIB, 50_000)]
    cases = {
        "empty": [frame(BINARY)], "one byte": [frame(BINARY, b"x")], "125": [frame(BINARY, blob[:125])],
        "126": [frame(BINARY, blob[:126])], "65,535": [frame(BINARY, blob[:65535])],
        "65,536": [frame(BINARY, blob[:65536])], "1 MiB": [frame(BINARY, blob)],
        "1 MiB in 21 fragments": [frame(BINARY if i == 0 else 0, p, fin=i == len(split) - 1)
                                  for i, p in enumerate(split)],
        "ping between fragments": [frame(BINARY, b"a", fin=False), frame(PING, b"p"), frame(0, b"b")],
        "empty first and last fragment": [frame(BINARY, b"", fin=False), frame(0, b"m", fin=False),
                                          frame(0, b"")],
        "byte by byte": [bytes([b]) for b in frame(BINARY, b"hello, world")],
    }
    wanted = {"empty": b"", "one byte": b"x", "125": blob[:125], "126": blob[:126], "65,535": blob[:65535],
              "65,536": blob[:65536], "ping between fragments": b"ab", "empty first and last fragment": b"m",
              "byte by byte": b"hello, world"}
    with Socket(target) as w:
        for name, pieces in cases.items():
            for piece in pieces:
                w.s.sendall(piece)
            got = w.receive(5)
            while got and got[0] == PONG:
                got = w.receive(5)
            report.check("W-1", "echo of " + name, got == (BINARY, wanted.get(name, blob)))


def floods(report, target):
    limit = 8 * MIB if target.options.expect_failure else 512 * MIB

    def repeat(first, piece):
        yield first
        while True:
            yield piece

    megabyte = frame(0, b"x" * MIB, fin=False)
    small = 64 * 1024
    attacks = (
        ("512 MiB in fragments", frame(BINARY, b"x" * MIB, fin=False), megabyte, {1009}),
        ("512 MiB stated", frame(BINARY, b"", length=512 * MIB, form=64), b"x" * small, {1009}),
        ("fragments of one byte", frame(BINARY, b"x", fin=False), frame(0, b"x", fin=False) * 1000,
         {1008, 1009}),
        ("fragments of nothing", frame(BINARY, b"", fin=False), frame(0, b"", fin=False) * 1000, {1008}),
        ("pings", frame(PING, b"x" * 100), frame(PING, b"x" * 100) * 100, {1008}),
        ("pongs", frame(PONG), frame(PONG) * 1000, {1008}),
    )
    for name, first, piece, wanted in attacks:
        def attack(first=first, piece=piece):
            with Socket(target) as w:
                sent = w.pour(repeat(first, piece), limit)
                return sent, w.close_code()
        sent, code = report.cost("W-2", name, target, 8, attack)
        # 0: the reset overtook the close frame, as it may when the flood goes on.
        report.check("W-2", name + ", closed", code in wanted | {0}, code)
        report.check("W-2", name + ", cut", sent <= 3 * MIB, f"{sent / MIB:.2f} MiB sent")


def strangers(report, target):
    count = 500 if target.options.expect_failure else target.options.opens
    base = target.descriptors()
    idle = target.pings(100)[-2]
    sockets, failed, slowest = [], 0, 0.0
    for i in range(count):
        sockets.append(target.connect())
        if i % 50 == 0:
            try:
                slowest = max(slowest, target.ping())
            except OSError:
                failed += 1
    report.check("W-5", f"{count} opens without a word, honest sender served", failed == 0,
                 f"{failed} failed, slowest {slowest * 1000:.1f} ms, idle {idle * 1000:.1f} ms")
    report.check("W-5", "descriptors bounded", target.descriptors() <= base + 520, target.descriptors())
    wait = 3 if target.options.expect_failure else 12
    end = time.monotonic() + wait
    left = sum(1 for s in sockets if not is_closed(s, max(0.001, end - time.monotonic())))
    report.check("W-5", f"all closed within {wait} s", left == 0, f"{left} left")
    for s in sockets:
        s.close()
    mute = [Socket(target, hello=False) for _ in range(20)]
    wait = 2 if target.options.expect_failure else 13.5
    end = time.monotonic() + wait
    codes = {w.close_code(max(0.05, end - time.monotonic())) for w in mute}
    report.check("W-5", "upgrade and then silence", codes == {1008}, codes)
    with Socket(target, hello=False) as w:
        w.s.sendall(frame(BINARY, b"not the token"))
        code = w.close_code(wait)
        report.check("W-5", "a wrong token", code is not None and code >= 1002, code)
    with Socket(target, hello=False) as w:
        end, code = time.monotonic() + wait + 1, None
        while time.monotonic() < end and code is None:
            w.s.sendall(frame(PING, b"still here"))
            code = w.close_code(0.5)
        report.check("W-5", "pings instead of a hello", code in (0, 1008), code)
    for w in mute:
        w.s.close()


GROUPS = {"W-1": raw_frames, "W-2": floods, "W-5": strangers}
