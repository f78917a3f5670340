# SPDX-License-Identifier: GPL-3.0-or-later
"""The checkout service of the lab's shop. It really needs Redis (carts) and PostgreSQL (orders).

    shop.py --root FOLDER     FOLDER is laid out as Capistrano does: releases/VERSION, current, shared

It speaks to both by plain sockets, so that the lab needs no package from outside of Debian.
"""

import argparse
import http.server
import json
import os
import signal
import socket
import struct
import threading
import time
import zlib

from announce import Announcer


class UpstreamError(Exception):
    """A server that the shop needs did not do what was asked."""

    def __init__(self, upstream, message):
        super().__init__(message)
        self.upstream = upstream


class Redis:
    """As much of RESP as a cart needs."""

    def __init__(self, port, timeout=0.7):
        self._address = ("127.0.0.1", port)
        self._timeout = timeout

    def call(self, *words):
        try:
            with socket.create_connection(self._address, timeout=self._timeout) as s:
                parts = [str(w).encode() for w in words]
                s.sendall(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(p), p) for p in parts))
                line = s.makefile("rb").readline()
        except OSError as e:
            raise UpstreamError("redis", f"redis: {e}") from None
        if line[:1] not in (b"+", b":", b"$"):
            raise UpstreamError("redis", f"redis answered {line!r}")
        return line[1:].strip().decode()


class Postgres:
    """The simple query of PostgreSQL's protocol 3, over one connection that is made again when it broke."""

    def __init__(self, port, timeout=0.7):
        self._address = ("127.0.0.1", port)
        self._timeout = timeout
        self._lock = threading.Lock()
        self._socket = self._file = None

    def _read(self):
        head = self._file.read(5)
        if len(head) < 5:
            raise OSError("the connection was closed")
        kind, length = struct.unpack("!cI", head)
        return kind, self._file.read(length - 4)

    def _until_ready(self):
        error = None
        while True:
            kind, body = self._read()
            if kind == b"E":
                fields = {f[:1]: f[1:].decode(errors="replace") for f in body.split(b"\0") if f}
                error = fields.get(b"M", "unknown error")
                if fields.get(b"S") == "FATAL":
                    raise OSError(error)
            elif kind == b"R" and struct.unpack("!I", body[:4])[0] != 0:
                raise OSError("it asks for a password")
            elif kind == b"Z":
                return error

    def _connect(self):
        self._socket = socket.create_connection(self._address, timeout=self._timeout)
        self._file = self._socket.makefile("rb")
        words = b"user\0postgres\0database\0postgres\0application_name\0checkout\0\0"
        self._socket.sendall(struct.pack("!II", len(words) + 8, 196608) + words)
        self._until_ready()

    def close(self):
        if self._socket:
            self._file.close()
            self._socket.close()
        self._socket = self._file = None

    def query(self, sql):
        with self._lock:
            for attempt in (1, 2):
                fresh = self._socket is None
                try:
                    if fresh:
                        self._connect()
                    text = sql.encode() + b"\0"
                    self._socket.sendall(b"Q" + struct.pack("!I", len(text) + 4) + text)
                    error = self._until_ready()
                    break
                except OSError as e:
                    self.close()
                    # An idle connection may have died with the old server: a new one is the real answer.
                    if fresh or attempt == 2:
                        raise UpstreamError("postgres", f"postgres: {e}") from None
        if error:
            raise UpstreamError("postgres", f"postgres: {error}")


class Metrics:
    """The counters of this process, in Prometheus' text format."""

    BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)

    def __init__(self, version):
        self._version = version
        self._lock = threading.Lock()
        # A series that first appears with 1 gives no rate: what is expected begins at 0.
        self._requests = {(path, code): 0 for path in ("/", "/checkout") for code in (200, 500, 503)}
        self._failures = {"redis": 0, "postgres": 0}
        self._buckets = [0] * (len(self.BUCKETS) + 1)
        self._sum = 0.0

    def request(self, path, code, seconds):
        with self._lock:
            self._requests[(path, code)] = self._requests.get((path, code), 0) + 1
            self._sum += seconds
            self._buckets[next((i for i, b in enumerate(self.BUCKETS) if seconds <= b), -1)] += 1

    def failure(self, upstream):
        with self._lock:
            self._failures[upstream] = self._failures.get(upstream, 0) + 1

    def page(self):
        v = self._version
        with self._lock:
            out = ["# TYPE shop_build_info gauge", f'shop_build_info{{version="{v}"}} 1',
                   "# TYPE shop_requests_total counter"]
            out += [f'shop_requests_total{{version="{v}",path="{p}",code="{c}"}} {n}'
                    for (p, c), n in sorted(self._requests.items())]
            out.append("# TYPE shop_upstream_failures_total counter")
            out += [f'shop_upstream_failures_total{{upstream="{u}"}} {n}' for u, n in sorted(self._failures.items())]
            out.append("# TYPE shop_request_duration_seconds histogram")
            total = 0
            for bound, n in zip([*self.BUCKETS, "+Inf"], self._buckets):
                total += n
                out.append(f'shop_request_duration_seconds_bucket{{version="{v}",le="{bound}"}} {total}')
            out += [f'shop_request_duration_seconds_sum{{version="{v}"}} {self._sum:.6f}',
                    f'shop_request_duration_seconds_count{{version="{v}"}} {total}']
        return "\n".join(out) + "\n"


class Shop:
    """What the pages do."""

    def __init__(self, release, settings):
        with open(os.path.join(release, "VERSION"), encoding="utf-8") as f:
            self.version = f.read().strip()
        with open(os.path.join(release, "config.json"), encoding="utf-8") as f:
            self._partitions = int(json.load(f)["order_partitions"])
        with open(os.path.join(release, "schema.sql"), encoding="utf-8") as f:
            self._schema = f.read()
        self._migrated = False
        self.metrics = Metrics(self.version)
        self._redis = Redis(settings["redis_port"])
        self._postgres = Postgres(settings["postgres_port"])

    def _database(self):
        if not self._migrated:
            self._postgres.query(self._schema)
            self._migrated = True
        return self._postgres

    def home(self):
        self._redis.call("INCR", "visits")
        return f"shop {self.version}\n"

    def checkout(self):
        number = int(self._redis.call("INCR", "order-number"))
        self._redis.call("SETEX", f"cart:{number}", 60, "1 x compass")
        # Orders are spread by a hash, not in turn, as a real key would be.
        table = zlib.crc32(str(number).encode()) % self._partitions
        self._database().query(f"INSERT INTO orders_{table} (id) VALUES ({number}) ON CONFLICT DO NOTHING")
        return f"order {number} placed\n"

    def ready(self):
        self._redis.call("PING")
        self._database().query("SELECT 1")
        return f"ready {self.version}\n"


def handler_for(shop):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        pages = {("GET", "/"): shop.home, ("POST", "/checkout"): shop.checkout, ("GET", "/ready"): shop.ready}

        def _answer(self, code, text):
            body = text.encode()
            self.send_response(code)
            self.send_header("content-type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _serve(self):
            self.rfile.read(int(self.headers.get("content-length") or 0))
            if (self.command, self.path) == ("GET", "/metrics"):
                return self._answer(200, shop.metrics.page())
            page = self.pages.get((self.command, self.path))
            if not page:
                return self._answer(404, "no such page\n")
            begin = time.monotonic()
            try:
                code, text = 200, page()
            except UpstreamError as e:
                shop.metrics.failure(e.upstream)
                # A server that is away is 503; one that answers "no such table" is the shop's own bug.
                code, text = (500 if "does not exist" in str(e) else 503), f"{e}\n"
            if self.path != "/ready":  # the probe's own page is no customer
                shop.metrics.request(self.path, code, time.monotonic() - begin)
            return self._answer(code, text)

        do_GET = do_POST = _serve

        def log_message(self, *args):
            pass  # ten lines a second would fill the folder of a lab that is left running

    return Handler


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", required=True)
    root = parser.parse_args().root
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    with open(os.path.join(root, "shared", "settings.json"), encoding="utf-8") as f:
        settings = json.load(f)
    # The link is read once: a release that is switched under a running process changes nothing yet.
    shop = Shop(os.path.realpath(os.path.join(root, "current")), settings)
    http.server.ThreadingHTTPServer.request_queue_size = 64
    server = http.server.ThreadingHTTPServer(("127.0.0.1", settings["checkout_port"]), handler_for(shop))
    server.daemon_threads = True
    announcer = Announcer(os.path.join(root, "shared", "announced.json"), settings["change_targets"])
    announcer.version_is_live("checkout", shop.version)
    print(f"checkout {shop.version} listening on 127.0.0.1:{settings['checkout_port']}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
