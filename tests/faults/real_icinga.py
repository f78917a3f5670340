#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Icinga 2 checks a service and notifies with the command that we ship, configured as its head says: a fault, a
worse one and its recovery are one alert, and what a plugin prints stays text. Skipped where Icinga is not installed."""
import os
import pathlib
import shutil
import signal
import sys

from rig import SEND, SKIPPED, expect, must_fail, passed, run, until

NOTIFY = pathlib.Path(__file__).resolve().parents[2] / "resources" / "connectors" / "senders" / "nagios-notify"
DAEMON = pathlib.Path("/usr/lib/x86_64-linux-gnu/icinga2/sbin/icinga2")
HOSTILE = "queue <img src=x onerror=alert(1)> is \"full\" & 'late' $(touch CANARY) `touch CANARY`; touch CANARY $host.name$"

CONFIG = """object IcingaApplication "app" {{ }}
object CheckerComponent "checker" {{ }}
object NotificationComponent "notification" {{ }}
object CheckCommand "check-state" {{ command = [ "{f}/check" ] }}
object NotificationCommand "quarterdeck" {{
  command = [ "{python}", "-B", "{notify}", "--url", "http://127.0.0.1:{port}/v1/in/icinga", "--token-file", "{f}/token" ]
  env = {{
{env}
  }}
}}
object User "quarterdeck" {{
  states = [ OK, Warning, Critical, Unknown, Up, Down ]
  types = [ Problem, Recovery, Acknowledgement ]
}}
object Host "db1" {{
  address = "127.0.0.1"
  enable_active_checks = false
  check_command = "check-state"
  vars.environment = "production"
}}
object Service "payments queue" {{
  host_name = "db1"
  check_command = "check-state"
  check_interval = 1
  retry_interval = 1
  max_check_attempts = 1
  vars.application = "payments"
}}
object Notification "by quarterdeck" {{
  host_name = "db1"
  service_name = "payments queue"
  command = "quarterdeck"
  users = [ "quarterdeck" ]
  interval = 0
}}
"""


def documented_environment():
    """What the script's own head tells people to write: so that the head itself is tested."""
    text = NOTIFY.read_text()
    block = text[text.index("    env = {") + len("    env = {"):]
    return block[:block.index("\n    }")].strip("\n")


def main(rig, _args):
    if not DAEMON.exists() and not shutil.which("icinga2"):
        print("skipped: Icinga 2 is not installed (Debian: icinga2-bin)")
        sys.exit(SKIPPED)
    data = rig.folder / "data"
    relay = rig.relay(data)
    folder = rig.folder / "icinga"
    for name in ("data", "log", "cache", "run", "spool"):
        (folder / name).mkdir(parents=True)
    state, checked, canary = folder / "state", folder / "checked", folder / "CANARY"
    (folder / "token").write_text(SEND + "\n")
    check = folder / "check"
    check.write_text(f"#!/bin/sh\ncat {state}.text\nprintf x >> {checked}\nexit $(cat {state})\n")
    check.chmod(0o755)

    def becomes(code, text):
        (folder / "state.text").write_text(text.replace("CANARY", str(canary)) + " | load=7\n")
        (folder / "next").write_text(str(code))
        os.replace(folder / "next", state)

    (folder / "icinga.conf").write_text(CONFIG.format(f=folder, python=sys.executable, notify=NOTIFY, port=relay.port,
                                                      env=documented_environment()))
    becomes(0, "all is well")
    # As whoever runs the test: packaged, it would change to its own account and see none of these files.
    as_us = ["env", f"ICINGA2_USER={os.getuid()}", f"ICINGA2_GROUP={os.getgid()}"] if os.getuid() else \
        ["env", "ICINGA2_USER=root", "ICINGA2_GROUP=root"]
    daemon = DAEMON if DAEMON.exists() else shutil.which("icinga2")
    places = [w for name, place in (("DataDir", "data"), ("LogDir", "log"), ("CacheDir", "cache"), ("InitRunDir", "run"),
                                    ("SpoolDir", "spool")) for w in ("-D", f"{name}={folder / place}")]
    # It is three processes; a session of their own lets all of them be ended.
    icinga = rig.start("setsid", *as_us, daemon, "daemon", "-c", folder / "icinga.conf", *places)
    try:
        watch(rig, data, becomes, checked, canary)
        expect(SEND not in "\n".join(icinga.lines + icinga.errors), "the token is in what Icinga says")
    except Exception:
        for line in icinga.lines[-8:]:
            print(f"  icinga: {line}")
        raise
    finally:
        os.killpg(icinga.process.pid, signal.SIGKILL)
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    passed("icinga: a real server's warning, critical and recovery are one alert, its text only text")


def watch(rig, data, becomes, checked, canary):
    until(lambda: checked.exists() and checked.stat().st_size >= 3, 60, "Icinga that checks")
    expect(not rig.facts(data, "AlertRaised"), "something is raised although all is well")
    must_fail("an alert", lambda: expect(rig.facts(data, "AlertRaised"), "there is none"))
    becomes(1, HOSTILE)
    raised = until(lambda: rig.facts(data, "AlertRaised"), 30, "the warning as an alert")[0]
    expect((raised["service"], raised["environment"], raised["dedupKey"]) == ("payments", "production", "db1/payments queue"),
           f"it was raised as {raised}")
    text = HOSTILE.replace("CANARY", str(canary))
    expect(raised["description"] == text, f"the plugin's words became {raised['description']!r}")
    expect(raised["severity"] == "Warning", f"a warning became {raised['severity']}")
    becomes(2, "down")
    until(lambda: rig.facts(data, "AlertChanged"), 30, "the same alert, worse")
    becomes(0, "all is well")
    until(lambda: rig.facts(data, "AlertCleared"), 30, "its recovery")
    expect(len(rig.facts(data, "AlertRaised")) == 1, "a fault, a worse one and its recovery are not one alert")
    expect(not canary.exists(), "what a plugin printed was run")


if __name__ == "__main__":
    run(main, __doc__)
