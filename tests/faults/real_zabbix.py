#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Zabbix 6.0 server runs the media type that we ship: a problem and its recovery are one alert under Zabbix'
event id, and what is written in a trigger stays text. Its database is a PostgreSQL of the test's own, with Zabbix' schema
and the rows that its frontend would write: the frontend itself is not part of the test. Skipped where either is missing."""
import gzip
import json
import os
import pathlib
import pwd
import random
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys

import yaml

from rig import Failed, SEND, SKIPPED, expect, must_fail, passed, run, until

MEDIA_TYPE = pathlib.Path(__file__).resolve().parents[2] / "resources" / "connectors" / "senders" / "zabbix-mediatype.yaml"
SQL = pathlib.Path("/usr/share/zabbix-server-pgsql")
HOSTILE = "queue <img src=x onerror=alert(1)> is \"full\" & 'late' $(touch CANARY) `touch CANARY` on {HOST.HOST}"
# Of Zabbix' 32 MB of data, what a server without templates needs.
NEEDED = re.compile(r"^INSERT INTO (config|role|users|usrgrp|users_groups|hstgrp|settings|dbversion) ")
CONFIG = """ListenPort={port}
LogType=console
PidFile={f}/zabbix.pid
SocketDir={f}
DBHost={f}
DBPort={db}
DBName=zabbix
DBUser=postgres
AllowRoot=1
StartPollers=1
StartPreprocessors=1
StartPollersUnreachable=1
StartPingers=0
StartDiscoverers=0
StartHTTPPollers=0
StartTrappers=1
StartDBSyncers=1
StartEscalators=1
StartAlerters=1
StartLLDProcessors=1
CacheSize=8M
"""


def free_port():
    """Zabbix takes none above 32767, where the kernel looks for free ones."""
    for port in random.SystemRandom().sample(range(20000, 32000), 50):
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Failed("there is no free port")


def quoted(value):
    return "'" + str(value).replace("'", "''") + "'"


def rows(name, url):
    """What an administrator's clicks would have written: the media type as imported, a host, a trigger, an action."""
    media = yaml.safe_load(MEDIA_TYPE.read_text())["zabbix_export"]["media_types"][0]
    expect(media["type"] == "WEBHOOK", "the media type is no webhook")

    def insert(table, **values):
        return f"INSERT INTO {table} ({','.join(values)}) VALUES ({','.join(quoted(v) for v in values.values())});"

    out = [insert("media_type", mediatypeid=900, type=4, name=media["name"], script=media["script"], timeout=media["timeout"],
                  maxattempts=media["attempts"], attempt_interval=media["attempt_interval"])]
    for i, parameter in enumerate(media["parameters"]):
        out.append(insert("media_type_param", mediatype_paramid=900 + i, mediatypeid=900, name=parameter["name"],
                          value=parameter["value"]))
    modes = {"PROBLEM": 0, "RECOVERY": 1, "UPDATE": 2}
    for i, message in enumerate(media["message_templates"]):
        out.append(insert("media_type_message", mediatype_messageid=900 + i, mediatypeid=900, eventsource=0,
                          recovery=modes[message["operation_mode"]], subject=message["subject"], message=message["message"]))
    for i, (macro, value) in enumerate((("{$QUARTERDECK.URL}", url), ("{$QUARTERDECK.TOKEN}", SEND),
                                        ("{$ZABBIX.URL}", "http://zabbix.example"))):
        out.append(insert("globalmacro", globalmacroid=900 + i, macro=macro, value=value))
    out += [insert("hosts", hostid=90001, host="shop1", name="Shop one", status=0, name_upper="SHOP ONE"),
            insert("hosts_groups", hostgroupid=90001, hostid=90001, groupid=2),
            insert("interface", interfaceid=90001, hostid=90001, main=1, type=1, ip="192.0.2.7"),
            insert("items", itemid=90001, type=2, hostid=90001, name="Queue length", key_="queue", value_type=3, interfaceid=90001,
                   name_upper="QUEUE LENGTH"),
            insert("item_rtdata", itemid=90001),
            insert("triggers", triggerid=90001, expression="{90001}>5", description=name, priority=4),
            insert("functions", functionid=90001, itemid=90001, triggerid=90001, name="last", parameter="$"),
            insert("trigger_tag", triggertagid=90001, triggerid=90001, tag="service", value="payments"),
            insert("trigger_tag", triggertagid=90002, triggerid=90001, tag="environment", value="production"),
            insert("media", mediaid=90001, userid=1, mediatypeid=900, sendto="quarterdeck"),
            insert("actions", actionid=90001, name="Tell Quarterdeck", eventsource=0, esc_period="1m"),
            insert("operations", operationid=90001, actionid=90001, operationtype=0, recovery=0),
            insert("opmessage", operationid=90001, default_msg=1, mediatypeid=900),
            insert("opmessage_usr", opmessage_usrid=90001, operationid=90001, userid=1),
            insert("operations", operationid=90002, actionid=90001, operationtype=0, recovery=1),
            insert("opmessage", operationid=90002, default_msg=1, mediatypeid=900),
            insert("opmessage_usr", opmessage_usrid=90002, operationid=90002, userid=1)]
    return "\n".join(out)


class Database:
    """PostgreSQL in a folder, by whoever may run it: it refuses to be root."""

    def __init__(self, rig, folder):
        self.bin = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres"))[-1].parent
        self.folder, self.port = folder, free_port()
        self.who = {}
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
            for above in (rig.folder, folder):
                above.chmod(0o755)
            self.who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.ask([self.bin / "initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
        self.process = subprocess.Popen(
            [self.bin / "postgres", "-D", folder / "data", "-k", folder, "-h", "", "-p", str(self.port), "-F"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **self.who)
        until(lambda: (folder / f".s.PGSQL.{self.port}").exists() and self.run("SELECT 1", check=False) == 0, 30, "PostgreSQL")

    def ask(self, words):
        done = subprocess.run([str(w) for w in words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              cwd=self.folder, check=False, **self.who)
        expect(done.returncode == 0, f"{words[0]} failed: {done.stdout.decode()[-300:]}")

    def run(self, sql, name="postgres", check=True):
        done = subprocess.run([str(self.bin / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-p", str(self.port), "-U",
                               "postgres", "-d", name], input=sql.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if check:
            expect(done.returncode == 0, f"psql: {done.stderr.decode()[-300:]}")
        return done.returncode

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def send(port, value):
    """As zabbix_sender does; whether the value was taken."""
    data = json.dumps({"request": "sender data", "data": [{"host": "shop1", "key": "queue", "value": str(value)}]}).encode()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as s:
            s.sendall(b"ZBXD\x01" + struct.pack("<Q", len(data)) + data)
            answer = b""
            while part := s.recv(4096):
                answer += part
    except OSError:
        return False
    return b"processed: 1" in answer


def main(rig, _args):
    server = shutil.which("zabbix_server", path="/usr/sbin:" + os.environ.get("PATH", ""))
    if not server or not (SQL / "schema.sql.gz").exists() or not list(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        print("skipped: Zabbix' server is not installed (Debian: zabbix-server-pgsql, postgresql)")
        sys.exit(SKIPPED)
    data = rig.folder / "data"
    relay = rig.relay(data)
    folder = rig.folder / "db"
    folder.mkdir()
    canary = rig.folder / "CANARY"
    name = HOSTILE.replace("CANARY", str(canary))
    database = Database(rig, folder)
    zabbix = None
    try:
        database.run("CREATE DATABASE zabbix")
        with gzip.open(SQL / "schema.sql.gz", "rt") as schema, gzip.open(SQL / "data.sql.gz", "rt") as rest:
            database.run(schema.read() + "".join(line for line in rest if NEEDED.match(line)), "zabbix")
        database.run(rows(name, f"http://127.0.0.1:{relay.port}/v1/in/zabbix"), "zabbix")
        port = free_port()
        config = rig.folder / "zabbix.conf"
        config.write_text(CONFIG.format(port=port, f=folder, db=database.port))
        # A parent and a dozen children: a session of their own lets all of them be ended.
        zabbix = rig.start("setsid", server, "-f", "-c", config)
        until(lambda: send(port, 0) or not zabbix.alive(), 60, "Zabbix that takes values")
        expect(zabbix.alive(), "Zabbix ended")
        watch(rig, data, port, name)
        expect(not canary.exists(), "what stands in a trigger was run")
        expect(SEND not in "\n".join(zabbix.lines + zabbix.errors), "the token is in Zabbix' log")
    except Exception:
        for line in (zabbix.lines + zabbix.errors)[-12:] if zabbix else []:
            print(f"  zabbix: {line}")
        raise
    finally:
        if zabbix:
            try:
                os.killpg(zabbix.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        database.stop()
    expect(relay.stop() == 0, "the relay did not end well")
    rig.verify(data)
    passed("zabbix: a real server's problem and recovery are one alert by our media type, its text only text")


def watch(rig, data, port, name):
    expect(not rig.facts(data, "AlertRaised"), "something is raised although all is well")
    must_fail("an alert", lambda: expect(rig.facts(data, "AlertRaised"), "there is none"))
    until(lambda: send(port, 7), 10, "the value that is too high")
    raised = until(lambda: rig.facts(data, "AlertRaised"), 60, "the problem as an alert")[0]
    expect((raised["service"], raised["environment"], raised["severity"]) == ("payments", "production", "High"), f"it was raised as {raised}")
    expect(raised["title"] == name.replace("{HOST.HOST}", "shop1"), f"the trigger's name became {raised['title']!r}")
    until(lambda: send(port, 1), 10, "the value that is well again")
    until(lambda: rig.facts(data, "AlertCleared"), 60, "its recovery")
    expect(len(rig.facts(data, "AlertRaised")) == 1, "a problem and its recovery are not one alert")


if __name__ == "__main__":
    run(main, __doc__)
