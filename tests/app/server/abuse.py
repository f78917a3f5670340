#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile peers against a running server, over raw sockets; stdlib only.

  abuse.py --url http://127.0.0.1:PORT --token T --pid PID     a server that is running
  abuse.py --start build/bin/echo_server [--no-limits]         starts one itself
Against a relay: --post-path, --ping-path and --wire-path name its paths, --hello gives the first message
of a socket, and --no-echo leaves out the cases that want an answer of the same bytes.
One line per case. Exit 1 when one failed; with --expect-failure when none of a group did.
"""
import argparse
import os
import resource
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit


class Target:
    """The server under attack: how to reach it and what it costs."""

    def __init__(self, options):
        url = urlsplit(options.url)
        self.address = (url.hostname, url.port)
        self.options = options
        self.pid = options.pid
        self.host = f"{url.hostname}:{url.port}".encode()
        with open(f"/proc/{self.pid}/maps") as f:
            self.sanitized = "libasan" in f.read()
        self.auth = b"Authorization: Bearer " + options.token.encode() + b"\r\n"

    def connect(self, timeout=5.0, send_buffer=None, receive_buffer=None):
        s = socket.socket()
        if send_buffer:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
        if receive_buffer:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        s.settimeout(timeout)
        s.connect(self.address)
        return s

    def head(self, fields=b"", method=b"POST", path=None):
        path = path or self.options.post_path.encode()
        line = method + b" " + path + b" HTTP/1.1\r\n"
        return line + b"Host: " + self.host + b"\r\n" + self.auth + fields + b"\r\n"

    def ping(self):
        """Seconds that an honest request of a new connection takes."""
        begin = time.monotonic()
        with self.connect() as s:
            s.sendall(self.head(b"Connection: close\r\n", b"GET", self.options.ping_path.encode()))
            reply = read_reply(s)
        if reply.status != 200:
            raise OSError(f"the honest request got {reply.status}")
        return time.monotonic() - begin

    def pings(self, count):
        return sorted(self.ping() for _ in range(count))

    def rss(self, key="VmRSS"):
        """KiB now, or with VmHWM the highest since forget_peak()."""
        with open(f"/proc/{self.pid}/status") as f:
            return next(int(line.split()[1]) for line in f if line.startswith(key + ":"))

    def forget_peak(self):
        with open(f"/proc/{self.pid}/clear_refs", "w") as f:
            f.write("5")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))


class Reply:
    def __init__(self, status=None, fields=None, body=b"", closed=False):
        self.status, self.fields, self.body, self.closed = status, fields or {}, body, closed


def read_reply(s, timeout=None):
    """The next reply on a socket; status None when the peer closed or stayed silent instead."""
    if timeout is not None:
        s.settimeout(timeout)
    data = b""
    try:
        while b"\r\n\r\n" not in data:
            more = s.recv(65536)
            if not more:
                return Reply(closed=True)
            data += more
        head, body = data.split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")
        fields = {k.strip().lower().decode(): v.strip().decode()
                  for k, v in (line.split(b":", 1) for line in lines[1:])}
        while len(body) < int(fields.get("content-length", 0)):
            more = s.recv(65536)
            if not more:
                break
            body += more
        return Reply(int(lines[0].split()[1]), fields, body)
    except TimeoutError:
        return Reply()
    except OSError:
        return Reply(closed=True)


def is_closed(s, timeout):
    """Whether the peer closes within the time; what it still sends is read."""
    end = time.monotonic() + timeout
    try:
        while (left := end - time.monotonic()) > 0:
            s.settimeout(left)
            if not s.recv(65536):
                return True
    except TimeoutError:
        return False
    except OSError:
        return True
    return False


class Report:
    def __init__(self):
        self.failed, self.groups, self.cases = [], {}, 0

    def check(self, group, name, good, detail=""):
        self.cases += 1
        self.groups.setdefault(group, 0)
        if not good:
            self.failed.append(f"{group} {name}")
            self.groups[group] += 1
        detail = f": {detail}" if detail != "" else ""
        print(f"{'ok  ' if good else 'FAIL'} {group} {name}{detail}", flush=True)

    def cost(self, group, name, target, limit_mib, attack):
        """Runs the attack and holds the growth of the server's memory against a limit."""
        if target.sanitized:
            limit_mib *= 8  # shadow memory and quarantine
        target.forget_peak()
        before = target.rss()
        result = attack()
        grown = (target.rss("VmHWM") - before) / 1024
        self.check(group, name + " memory", grown <= limit_mib, f"+{grown:.1f} MiB of {limit_mib} allowed")
        return result


def parse():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url")
    parser.add_argument("--token", default="secret")
    parser.add_argument("--pid", type=int)
    parser.add_argument("--start", help="an echo_server to start")
    parser.add_argument("--no-limits", action="store_true", help="start it without limits")
    parser.add_argument("--expect-failure", action="store_true")
    parser.add_argument("--only", help="groups, such as H-1,W-2")
    parser.add_argument("--post-path", default="/v1/echo")
    parser.add_argument("--ping-path", default="/v1/health")
    parser.add_argument("--wire-path", default="/v1/wire")
    parser.add_argument("--hello", help="the first message of a socket; the token when not given")
    parser.add_argument("--no-echo", dest="echo", action="store_false")
    parser.add_argument("--drips", type=int, default=300)
    parser.add_argument("--opens", type=int, default=3000)
    options = parser.parse_args()
    if not options.start and not (options.url and options.pid):
        parser.error("give --url and --pid, or --start")
    return options


def main():
    options = parse()
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import abuse_http
    import abuse_socket
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    server = None
    if options.start:
        command = [options.start, "--token", options.token] + (["--no-limits"] if options.no_limits else [])
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                                  env=os.environ | {"ASAN_OPTIONS": "quarantine_size_mb=8"})
        options.url = "http://" + server.stdout.readline().split()[-1]
        options.pid = server.pid
    report = Report()
    try:
        target = Target(options)
        target.pings(20)
        groups = {**abuse_http.GROUPS, **abuse_socket.GROUPS}
        for name in (options.only.split(",") if options.only else groups):
            begin = time.monotonic()
            try:
                groups[name](report, target)
                report.check(name, "still answers", target.ping() < 5,
                             f"after {time.monotonic() - begin:.1f} s")
            except OSError as error:
                report.check(name, "still answers", False, error)
        report.check("end", "server is alive", os.path.exists(f"/proc/{options.pid}/fd"))
    finally:
        if server:
            server.terminate()
            try:
                code = server.wait(10)
                report.check("end", "stops cleanly", code == 0, f"exit {code}")
            except subprocess.TimeoutExpired:
                server.kill()
                report.check("end", "stops cleanly", False, "killed after 10 s")
    print(f"{report.cases} cases, {len(report.failed)} failed")
    if options.expect_failure:
        harmless = [g for g, failures in report.groups.items() if g != "end" and failures == 0]
        if harmless:
            print("no harm was seen in:", ", ".join(harmless))
        return 1 if harmless else 0
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
