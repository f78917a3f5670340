# SPDX-License-Identifier: GPL-3.0-or-later
"""A service of the lab says by itself, when it starts, that another version of it is live now.

The event does not come from the tool that deploys: a roll back done by hand or by a runbook moves a
symbolic link and restarts the unit, and has to be seen by whoever watches the changes all the same.
"""

import datetime
import json
import os
import threading
import urllib.error
import urllib.request
import uuid

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def event_for(service, version, history, now=None):
    """The CDEvents event (as a structured CloudEvent) for `version`, or None when it is live already.

    `history` lists the versions that were live before, oldest first. One that comes back is a roll back."""
    if history and history[-1] == version:
        return None
    kind = "rolledback" if version in history else "deployed"
    time = (now or datetime.datetime.now(datetime.timezone.utc)).isoformat(timespec="milliseconds")
    time = time.replace("+00:00", "Z")
    ident = str(uuid.uuid4())
    source = f"/lab/deploy/{service}"
    kind = f"dev.cdevents.service.{kind}.0.1.1"
    return {
        "specversion": "1.0", "id": ident, "source": source, "type": kind, "time": time,
        "subject": service, "datacontenttype": "application/json",
        "data": {
            "context": {"version": "0.3.0", "id": ident, "source": source, "type": kind, "timestamp": time},
            "subject": {
                "id": service, "source": source, "type": "service",
                "content": {"environment": {"id": "lab"}, "artifactId": f"pkg:generic/{service}@{version}"},
            },
        },
    }


class Announcer:
    """Posts what is to be announced, at least once: what could not be delivered stays in the file."""

    def __init__(self, path, targets):
        self._path = path
        self._targets = targets  # [{"url": ..., "token": ... or None}]
        self._stop = threading.Event()

    def _load(self):
        try:
            with open(self._path, encoding="utf-8") as f:
                return json.load(f)
        except FileNotFoundError:
            return {"history": [], "pending": []}

    def _save(self, state):
        with open(self._path + ".new", "w", encoding="utf-8") as f:
            json.dump(state, f, indent=1)
        os.replace(self._path + ".new", self._path)

    def version_is_live(self, service, version):
        """Notes the version before anything is sent, and delivers in the background."""
        state = self._load()
        event = event_for(service, version, state["history"])
        if event:
            state["history"].append(version)
            state["pending"] += [{"event": event, "to": t["url"]} for t in self._targets]
            self._save(state)
        if state["pending"]:
            threading.Thread(target=self._deliver, args=(state,), daemon=True).start()

    def _deliver(self, state):
        tokens = {t["url"]: t.get("token") for t in self._targets}
        pause = 0.25
        while state["pending"]:
            left = []
            for item in state["pending"]:
                if item["to"] in tokens and not self._post(item, tokens[item["to"]]):
                    left.append(item)
            state["pending"] = left
            self._save(state)
            if left:
                self._stop.wait(pause)
                pause = min(pause * 2, 8.0)

    @staticmethod
    def _post(item, token):
        request = urllib.request.Request(item["to"], data=json.dumps(item["event"]).encode(), method="POST")
        request.add_header("content-type", "application/cloudevents+json")
        request.add_header("user-agent", "lab-deploy/1")
        if token:
            request.add_header("authorization", f"Bearer {token}")
        try:
            with _direct.open(request, timeout=5):
                return True
        except urllib.error.HTTPError as refused:
            # Asking again does not make a bad request good; only "later" and "busy" are worth another try.
            print(f"announce: {item['to']} answered {refused.code}", flush=True)
            return 400 <= refused.code < 500 and refused.code not in (408, 429)
        except OSError as unreachable:
            print(f"announce: {item['to']} cannot be reached: {unreachable}", flush=True)
            return False
