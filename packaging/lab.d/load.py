# SPDX-License-Identifier: GPL-3.0-or-later
"""The shop's customers: a light, steady load through nginx, so that error rates are real ones.

    load.py PORT REQUESTS_PER_SECOND
"""

import http.client
import os
import signal
import sys
import threading
import time


def main():
    port, rate = int(sys.argv[1]), float(sys.argv[2])
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    never, turn, connection = threading.Event(), 0, None
    due = time.monotonic()
    while True:
        due = max(due + 1.0 / rate, time.monotonic() - 1.0)  # late is late: no burst catches it up
        never.wait(max(0.0, due - time.monotonic()))
        turn += 1
        try:
            connection = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=3)
            connection.request(*(("GET", "/") if turn % 10 == 0 else ("POST", "/checkout", b"")))
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            connection.close()
            connection = None


if __name__ == "__main__":
    main()
