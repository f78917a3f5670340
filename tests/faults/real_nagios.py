#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Nagios 4 checks a service and notifies with the command that we ship: a fault, a worse one and its recovery are
one alert, and what a plugin prints stays text. Skipped where Nagios is not installed."""
import os
import pathlib
import pwd
import grp
import shutil
import sys

from rig import SEND, SKIPPED, expect, must_fail, passed, run, until

NOTIFY = pathlib.Path(__file__).resolve().parents[2] / "resources" / "connectors" / "senders" / "nagios-notify"
HOSTILE = "queue <img src=x onerror=alert(1)> is \"full\" & 'late' $(touch CANARY) `touch CANARY`; touch CANARY"

MAIN = """log_file={f}/nagios.log
cfg_file={f}/objects.cfg
object_cache_file={f}/objects.cache
precached_object_file={f}/objects.precache
status_file={f}/status.dat
state_retention_file={f}/retention.dat
retain_state_information=0
temp_file={f}/temp
temp_path={f}
check_result_path={f}/results
lock_file={f}/nagios.lock
command_file={f}/nagios.cmd
query_socket={f}/nagios.qh
check_external_commands=0
nagios_user={user}
nagios_group={group}
use_syslog=0
interval_length=1
service_inter_check_delay_method=n
host_inter_check_delay_method=n
max_concurrent_checks=4
check_for_updates=0
enable_notifications=1
enable_environment_macros=1
"""
OBJECTS = """define timeperiod {{
  timeperiod_name always
  alias always
  {days}
}}
define command {{
  command_name check-state
  command_line {f}/check
}}
define command {{
  command_name notify-quarterdeck
  command_line {python} -B {notify} --url http://127.0.0.1:{port}/v1/in/nagios --token-file {f}/token
}}
define contact {{
  contact_name quarterdeck
  host_notifications_enabled 1
  service_notifications_enabled 1
  host_notification_period always
  service_notification_period always
  host_notification_options d,u,r
  service_notification_options w,u,c,r
  host_notification_commands notify-quarterdeck
  service_notification_commands notify-quarterdeck
}}
define host {{
  host_name db1
  address 127.0.0.1
  max_check_attempts 1
  check_period always
  notification_period always
  contacts quarterdeck
  _ENVIRONMENT production
}}
define service {{
  host_name db1
  service_description payments queue
  check_command check-state
  max_check_attempts 1
  check_interval 1
  retry_interval 1
  check_period always
  notification_period always
  notification_interval 0
  notification_options w,u,c,r
  contacts quarterdeck
  _SERVICE payments
}}
"""


def main(rig, _args):
    nagios = shutil.which("nagios4", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if not nagios:
        print("skipped: nagios4 is not installed (Debian: nagios4-core)")
        sys.exit(SKIPPED)
    data = rig.folder / "data"
    relay = rig.relay(data)
    folder = rig.folder / "nagios"
    (folder / "results").mkdir(parents=True)
    state, checked, canary = folder / "state", folder / "checked", folder / "CANARY"
    (folder / "token").write_text(SEND + "\n")
    check = folder / "check"
    check.write_text(f"#!/bin/sh\ncat {state}.text\nprintf x >> {checked}\nexit $(cat {state})\n")
    check.chmod(0o755)

    def becomes(code, text):
        (folder / "state.text").write_text(text.replace("CANARY", str(canary)) + " | load=7\n")
        (folder / "next").write_text(str(code))
        os.replace(folder / "next", state)

    days = "\n  ".join(f"{d} 00:00-24:00" for d in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                                                    "sunday"))
    values = {"f": folder, "user": pwd.getpwuid(os.getuid()).pw_name, "group": grp.getgrgid(os.getgid()).gr_name,
              "days": days, "python": sys.executable, "notify": NOTIFY, "port": relay.port}
    (folder / "nagios.cfg").write_text(MAIN.format(**values))
    (folder / "objects.cfg").write_text(OBJECTS.format(**values))
    becomes(0, "all is well")
    rig.start(nagios, folder / "nagios.cfg")

    until(lambda: checked.exists() and checked.stat().st_size >= 3, 30, "Nagios that checks")
    expect(not rig.facts(data, "AlertRaised"), "something is raised although all is well")
    must_fail("an alert", lambda: expect(rig.facts(data, "AlertRaised"), "there is none"))
    becomes(1, HOSTILE)
    raised = until(lambda: rig.facts(data, "AlertRaised"), 30, "the warning as an alert")[0]
    expect((raised["service"], raised["environment"], raised["dedupKey"]) == ("payments", "production", "db1/payments queue"),
           f"it was raised as {raised}")
    text = HOSTILE.replace("CANARY", str(canary))
    # Nagios itself turns a semicolon, which separates its log's fields, into a colon.
    expect(raised["description"] == text.replace(";", ":"), f"the plugin's words became {raised['description']!r}")
    becomes(2, "down")
    until(lambda: rig.facts(data, "AlertChanged"), 30, "the same alert, worse")
    becomes(0, "all is well")
    until(lambda: rig.facts(data, "AlertCleared"), 30, "its recovery")
    expect(len(rig.facts(data, "AlertRaised")) == 1, "a fault, a worse one and its recovery are not one alert")
    expect(not canary.exists(), "what a plugin printed was run")
    expect(SEND not in (folder / "nagios.log").read_text(), "the token is in Nagios' log")
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    passed("nagios: a real server's warning, critical and recovery are one alert, its text only text")


if __name__ == "__main__":
    run(main, __doc__)
