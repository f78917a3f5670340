# SPDX-License-Identifier: GPL-3.0-or-later
"""The edge cache of the lab: a target that can flap.

    edge_cache.py PORT

SIGUSR1 makes its listener go away for 6 s and come back for 5 s, over and over, as a process does that
runs into its limit again and again. Only a new process is well: restarting it is the repair.
"""

import http.server
import os
import signal
import sys
import threading

DOWN, UP = 6.0, 5.0


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"# TYPE edge_cache_objects gauge\nedge_cache_objects 1024\n"
        self.send_response(200)
        self.send_header("content-type", "text/plain; version=0.0.4")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def main():
    port, ill, never = int(sys.argv[1]), threading.Event(), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGUSR1, lambda *_: ill.set())
    # Signals reach the main thread only while it runs Python; a short look keeps the delay small.
    while True:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True).start()
        if not ill.is_set():
            while not ill.wait(0.2):
                pass
        else:
            never.wait(UP)
        server.shutdown()
        server.server_close()
        never.wait(DOWN)


if __name__ == "__main__":
    main()
