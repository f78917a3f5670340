#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab tool, its configuration, and the files that were made with it: recordings, runbooks, topology.

Fast: no server is started. tests/lab/live.py breaks and repairs a real lab.
"""

import configparser
import http.server
import importlib.machinery
import importlib.util
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
LAB = os.path.join(ROOT, "packaging", "lab")
RESOURCES = os.path.join(ROOT, "resources")
sys.dont_write_bytecode = True
_loader = importlib.machinery.SourceFileLoader("quarterdeck_lab", LAB)
lab_module = importlib.util.module_from_spec(importlib.util.spec_from_loader("quarterdeck_lab", _loader))
_loader.exec_module(lab_module)
import announce  # noqa: E402  (packaging/lab puts lab.d on the path)
import shop  # noqa: E402


def run_lab(*arguments):
    return subprocess.run([LAB, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)


def free_port_base():
    """A base of which one port is certainly free at this moment; the tests only need that one."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return min(max(s.getsockname()[1] - 50, 1024), 65400)


def options(*arguments):
    return lab_module.parse(["up", *arguments])


def read_yaml(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as f:
        return yaml.safe_load(f)


class Folder(unittest.TestCase):
    def setUp(self):
        keeper = tempfile.TemporaryDirectory(prefix="qd-lab-")
        self.addCleanup(keeper.cleanup)
        self.folder = keeper.name


class CommandLine(Folder):
    def test_help_names_every_command(self):
        done = run_lab("--help")
        self.assertEqual(done.returncode, 0, done.stderr)
        for command in ("up", "down", "status", "break", "heal", "record"):
            self.assertIn(command, done.stdout)

    def test_without_a_lab_the_sentence_says_what_to_do(self):
        for arguments in (["status"], ["break", "redis"], ["heal", "all"]):
            done = run_lab(*arguments, "--dir", os.path.join(self.folder, "none"))
            self.assertEqual(done.returncode, 1)
            self.assertIn("packaging/lab up", done.stderr)
            self.assertNotIn("Traceback", done.stderr)

    def test_down_without_a_lab_is_no_mistake(self):
        self.assertEqual(run_lab("down", "--dir", os.path.join(self.folder, "none")).returncode, 0)

    def test_an_unknown_fault_is_refused_with_the_known_ones(self):
        done = run_lab("break", "moon", "--dir", self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn("postgres", done.stderr)

    def test_a_taken_port_is_named_and_nothing_is_left(self):
        base = free_port_base()
        folder = os.path.join(self.folder, "lab")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", base + lab_module.PORTS["prometheus"]))
            taken.listen()
            done = run_lab("up", "--dir", folder, "--port-base", str(base))
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertRegex(done.stderr, r"port \d+ \(for [a-z-]+\) on 127\.0\.0\.1 is taken")
        self.assertIn("--port-base", done.stderr)
        self.assertFalse(os.path.exists(folder))

    def test_a_folder_with_something_else_in_it_is_left_alone(self):
        with open(os.path.join(self.folder, "precious"), "w", encoding="utf-8") as f:
            f.write("mine")
        for arguments in (["up", "--port-base", str(free_port_base())], ["down"]):
            run_lab(*arguments, "--dir", self.folder)
        self.assertEqual(os.listdir(self.folder), ["precious"])

    def test_folders_that_configuration_files_cannot_carry(self):
        for name, word in (("a b", "characters"), ('q"q', "characters"), ("x" * 120, "too long")):
            done = run_lab("up", "--dir", os.path.join(self.folder, name))
            self.assertEqual(done.returncode, 1)
            self.assertIn(word, done.stderr)


class Configuration(Folder):
    def setUp(self):
        super().setUp()
        self.lab = lab_module.Lab(self.folder, 19000)
        self.values = {f"{k}_port": v for k, v in self.lab.ports.items()} | {"dir": self.folder, "user_line": ""}

    def prometheus(self, *arguments):
        return yaml.safe_load(self.lab.prometheus_config(options(*arguments), self.values))

    def test_ports_are_different_and_two_labs_fit_side_by_side(self):
        self.assertEqual(len(set(lab_module.PORTS.values())), len(lab_module.PORTS))
        self.assertLess(max(lab_module.PORTS.values()) - min(lab_module.PORTS.values()), 100)

    def test_a_relay_is_a_further_alertmanager(self):
        managers = self.prometheus("--alert-url", "https://relay:8443/base", "--alert-token", "sesame", "--alert-path-prefix", "/s/t")["alerting"]["alertmanagers"]
        self.assertEqual(managers[0]["static_configs"][0]["targets"], ["127.0.0.1:19093"])
        self.assertEqual(managers[1], {"scheme": "https", "path_prefix": "/base/s/t", "static_configs": [{"targets": ["relay:8443"]}],
                                       "authorization": {"type": "Bearer", "credentials": "sesame"}})

    def test_several_relays(self):
        self.assertEqual(len(self.prometheus("--alert-url", "http://a:1", "--alert-url", "http://b:2")["alerting"]["alertmanagers"]), 3)

    def test_an_alert_url_that_is_none(self):
        for url in ("relay:8443", "ftp://a", "http://a/?x=1", ""):
            with self.assertRaisesRegex(lab_module.LabError, "--alert-url"):
                self.prometheus("--alert-url", url)

    def test_the_webhook_carries_its_token_and_resolved_alerts(self):
        config = yaml.safe_load(self.lab.alertmanager_config(options("--webhook-url", "http://r/v1/in/alertmanager", "--webhook-token", "sesame")))
        self.assertEqual(config["receivers"][0]["webhook_configs"],
                         [{"url": "http://r/v1/in/alertmanager", "send_resolved": True,
                           "http_config": {"authorization": {"type": "Bearer", "credentials": "sesame"}}}])
        self.assertNotIn("webhook_configs", yaml.safe_load(self.lab.alertmanager_config(options()))["receivers"][0])

    def test_files_with_tokens_are_for_their_owner_only(self):
        os.makedirs(os.path.join(self.lab.checkout_root, "shared"))
        self.lab.prepare_shop(options("--change-url", "http://r/c", "--change-token", "sesame"))
        self.assertEqual(os.stat(os.path.join(self.lab.checkout_root, "shared", "settings.json")).st_mode & 0o777, 0o600)

    def test_the_shop_is_laid_out_as_capistrano_does(self):
        os.makedirs(os.path.join(self.lab.checkout_root, "shared"))
        self.lab.prepare_shop(options())
        self.assertEqual(os.readlink(os.path.join(self.lab.checkout_root, "current")), "releases/v1")
        self.assertEqual(self.lab.live_release(), "v1")
        for version in ("v1", "v2"):
            self.assertTrue(os.path.exists(os.path.join(self.lab.checkout_root, "releases", version, "VERSION")))
        self.lab.point_current_at("v2")
        self.assertEqual(self.lab.live_release(), "v2")

    def test_supervisor_can_read_its_configuration_and_restarts_nothing_by_itself(self):
        self.lab.check_tools()
        config = configparser.RawConfigParser()
        config.read_string(self.lab.supervisor_config({"postgres_dir": "/tmp/pg"}, options("--external-domain", "lab.example")))
        programs = [s.removeprefix("program:") for s in config.sections() if s.startswith("program:")]
        self.assertEqual(programs, lab_module.UNITS)
        for unit in programs:
            section = config[f"program:{unit}"]
            self.assertTrue(os.path.isabs(shlex.split(section["command"])[0]), section["command"])
            self.assertEqual((section["autostart"], section["autorestart"]), ("false", "false"))
        self.assertIn("http://prometheus.lab.example", config["program:prometheus"]["command"])
        self.assertIn("--cluster.listen-address=", shlex.split(config["program:alertmanager"]["command"]))
        self.assertIn("", shlex.split(config["program:redis"]["command"]), "the empty --save of Redis got lost")

    def test_what_listens_does_so_on_loopback_only(self):
        self.lab.check_tools()
        self.assertNotRegex(self.lab.supervisor_config({"postgres_dir": "/tmp/pg"}, options()), r"0\.0\.0\.0|[= ]:\d{4}")

    def test_templates_leave_nothing_unfilled(self):
        for name in ("nginx.conf", "blackbox.yml", "prometheus.yml"):
            self.assertNotRegex(lab_module.filled(self.lab.template(name), self.values), r"@[a-z_-]+@")
        with self.assertRaises(KeyError):
            lab_module.filled("@no_such_name@", self.values)

    def test_prometheus_and_alertmanager_take_their_files(self):
        for tool in ("promtool", "amtool"):
            self.assertTrue(shutil.which(tool), f"{tool} is missing; run packaging/setup --test")
        shutil.copyfile(os.path.join(ROOT, "packaging", "lab.d", "rules.yml"), os.path.join(self.folder, "rules.yml"))
        for name, text, command in (
                ("prometheus.yml", self.lab.prometheus_config(options("--alert-url", "http://a:1", "--alert-token", "t"), self.values), ["promtool", "check", "config"]),
                ("alertmanager.yml", self.lab.alertmanager_config(options("--webhook-url", "http://a:1/x", "--webhook-token", "t")), ["amtool", "check-config"])):
            path = os.path.join(self.folder, name)
            lab_module.write_file(path, text)
            done = subprocess.run([*command, path], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_every_rule_says_how_bad_it_is_and_what_to_do(self):
        rules = [r for g in read_yaml(ROOT, "packaging/lab.d/rules.yml")["groups"] for r in g["rules"] if "alert" in r]
        self.assertEqual({r["alert"] for r in rules}, {"Watchdog", "RedisDown", "PostgresDown", "HighErrorRate", "ProbeFailed", "InstanceDown"})
        for rule in rules:
            self.assertIn("severity", rule["labels"])
            self.assertLessEqual({"summary", "description", "runbook_url"}, set(rule["annotations"]))
            self.assertEqual(rule.get("for"), None if rule["alert"] == "Watchdog" else "2s")

    def test_random_draws_only_what_can_be_repaired_and_repeats_itself(self):
        import random
        drawn = {random.Random(seed).choice(lab_module.REPAIRABLE) for seed in range(60)}
        self.assertEqual(drawn, {"redis", "postgres", "deploy", "flap", "exporter", "node"})
        self.assertLessEqual(drawn, set(lab_module.FAULTS))


class Processes(Folder):
    def test_only_the_session_and_the_folder_together_make_a_process_ours(self):
        child = subprocess.Popen(["/usr/bin/sleep", "60"], cwd=self.folder, start_new_session=True)
        try:
            stat = lab_module.process_stat(child.pid)
            here = os.path.realpath(self.folder)
            self.assertEqual(lab_module.left_overs(child.pid, [here]), [(child.pid, stat[2])])
            self.assertEqual(lab_module.left_overs(child.pid, [here + "-not"]), [])
            self.assertEqual(lab_module.left_overs(child.pid + 1, [here]), [])
            self.assertTrue(lab_module.lives(child.pid, stat[2]))
            self.assertFalse(lab_module.lives(child.pid, stat[2] + 1), "another process with the same number is another process")
        finally:
            child.kill()
            child.wait()
        self.assertFalse(lab_module.lives(child.pid, stat[2]))


class Changes(Folder):
    def test_a_version_that_comes_back_is_a_roll_back(self):
        self.assertEqual(announce.event_for("checkout", "v2", ["v1"])["type"], "dev.cdevents.service.deployed.0.1.1")
        self.assertEqual(announce.event_for("checkout", "v1", ["v1", "v2"])["type"], "dev.cdevents.service.rolledback.0.1.1")
        self.assertIsNone(announce.event_for("checkout", "v1", ["v2", "v1"]), "a restart is no change")

    def test_the_event_is_a_cloudevent_around_a_cdevent(self):
        event = announce.event_for("checkout", "v2", [])
        self.assertEqual(event["specversion"], "1.0")
        self.assertEqual(event["id"], event["data"]["context"]["id"])
        self.assertEqual(event["data"]["subject"]["id"], "checkout")
        self.assertEqual(event["data"]["subject"]["content"], {"environment": {"id": "lab"}, "artifactId": "pkg:generic/checkout@v2"})

    def test_what_was_not_taken_is_sent_again_as_the_same_event(self):
        got, arrived = [], threading.Condition()

        class Busy(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                with arrived:
                    got.append((dict(self.headers), body))
                    self.send_response(503 if len(got) == 1 else 202)
                    arrived.notify_all()
                self.end_headers()

            def log_message(self, *args):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Busy)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        path = os.path.join(self.folder, "announced.json")
        url = f"http://127.0.0.1:{server.server_address[1]}/v1/in/changes"
        announce.Announcer(path, [{"url": url, "token": "sesame"}]).version_is_live("checkout", "v1")
        with arrived:
            self.assertTrue(arrived.wait_for(lambda: len(got) == 2, 10))
        headers, body = got[1]
        self.assertEqual(body["id"], got[0][1]["id"])
        lower = {k.lower(): v for k, v in headers.items()}
        self.assertEqual((lower["content-type"], lower["authorization"]), ("application/cloudevents+json", "Bearer sesame"))

        def delivered():
            with open(path, encoding="utf-8") as f:
                return json.load(f) == {"history": ["v1"], "pending": []}
        lab_module.wait_until(delivered, 10, "the delivered event stayed in the file")


class Shop(unittest.TestCase):
    def test_a_server_that_is_away_is_named(self):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))  # bound and not listening: refused
            port = s.getsockname()[1]
            for client, name, call in ((shop.Redis(port), "redis", ("PING",)), (shop.Postgres(port), "postgres", None)):
                with self.assertRaises(shop.UpstreamError) as caught:
                    client.call(*call) if call else client.query("SELECT 1")
                self.assertEqual(caught.exception.upstream, name)

    def test_metrics_begin_at_zero_and_count(self):
        metrics = shop.Metrics("v1")
        self.assertIn('shop_requests_total{version="v1",path="/checkout",code="500"} 0', metrics.page())
        metrics.request("/checkout", 500, 0.02)
        self.assertIn('shop_requests_total{version="v1",path="/checkout",code="500"} 1', metrics.page())
        self.assertIn('shop_request_duration_seconds_bucket{version="v1",le="0.025"} 1', metrics.page())
        self.assertIn('shop_request_duration_seconds_bucket{version="v1",le="0.01"} 0', metrics.page())


class Scripts(Folder):
    def test_the_shipped_ones_are_good(self):
        for name in ("outage.yaml", "redis-down.yaml"):
            self.assertTrue(lab_module.load_script(os.path.join(ROOT, "packaging", "lab.d", name))["steps"])

    def test_a_bad_one_is_refused_with_its_step(self):
        for text, sentence in (("[1", "not YAML"), ("{}", "no list 'steps'"), ("steps: [{at: 1}]", "step 1 .* needs"),
                               ("steps: [{at: 1, break: moon}]", "the fault 'moon'"), ("steps: [{at: x, heal: redis}]", "step 1"),
                               ("steps: [{at: 2, heal: redis}, {at: 1, break: redis}]", "step 2 .* sort")):
            path = os.path.join(self.folder, "s.yaml")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            with self.assertRaisesRegex(lab_module.LabError, sentence):
                lab_module.load_script(path)
        with self.assertRaisesRegex(lab_module.LabError, "cannot be read"):
            lab_module.load_script(os.path.join(self.folder, "none.yaml"))


class Topology(unittest.TestCase):
    def setUp(self):
        self.services = {s["name"]: s for s in read_yaml(RESOURCES, "topology", "lab.yaml")["services"]}

    def test_edges_lead_somewhere_and_not_in_circles(self):
        def below(name, seen):
            self.assertNotIn(name, seen, "a circle")
            for other in self.services[name]["depends_on"]:
                self.assertIn(other, self.services)
                below(other, [*seen, name])
        for name in self.services:
            below(name, [])

    def test_every_service_of_the_lab_is_in_it(self):
        config = read_yaml(ROOT, "packaging", "lab.d", "prometheus.yml")
        named = {t["labels"]["service"] for job in config["scrape_configs"] for t in job["static_configs"]}
        self.assertEqual(named, set(self.services))
        self.assertLessEqual({s for s, _ in lab_module.FAULTS.values()}, set(self.services))


class Runbooks(unittest.TestCase):
    def setUp(self):
        folder = os.path.join(RESOURCES, "runbooks")
        self.files = {n: os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".yaml")}
        self.books = {n: read_yaml(p) for n, p in self.files.items()}

    def jq(self, expression, value):
        done = subprocess.run(["/usr/bin/jq", "-c", expression], input=json.dumps(value), capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, f"{expression}: {done.stderr}")
        return json.loads(done.stdout)

    def scope(self, name, unit, **labels):
        service = {"nginx": "web"}.get(unit, unit)
        return {"alert": {"name": name, "service": service, "severity": "critical", "resource": "x", "labels": {"unit": unit, **labels}, "annotations": {}},
                "incident": {"id": "1", "title": "", "severity": "", "services": [service]},
                "vars": {"supervisor_conf": "/x/supervisord.conf", "prometheus_url": "http://127.0.0.1:1", "checkout_root": "/x/checkout",
                         "checkout_last_good_release": "v1", "shop_url": "http://127.0.0.1:2"}}

    def test_shape(self):
        self.assertGreaterEqual(len(self.books), 3)
        for name, book in self.books.items():
            with self.subTest(name):
                self.assertEqual(book["id"] + ".yaml", name)
                self.assertLessEqual({"id", "version", "title", "description", "risk", "reversible", "applies", "parameters", "steps", "post_check"}, set(book))
                self.assertIn(book["risk"], ("low", "medium", "high"))
                self.assertIsInstance(book["reversible"], bool)
                self.assertIn("probe", book["post_check"])
                for step in book["steps"]:
                    self.assertEqual(len({"exec", "http"} & set(step)), 1)
                    if "exec" in step:
                        self.assertTrue(os.access(step["exec"]["argv"][0], os.X_OK), step["exec"]["argv"][0])
                        self.assertNotRegex(step["exec"]["argv"][0], r"/(ba|da|z)?sh$|/env$|python|/true$")
                        self.assertGreater(step["exec"]["timeout_s"], 0)

    def test_they_repair_with_real_tools_and_not_with_the_lab(self):
        for name, path in self.files.items():
            with open(path, encoding="utf-8") as f:
                self.assertNotRegex(f.read(), r"packaging|lab\.d|lab\.json", name)

    def test_plain_yaml(self):
        for name, path in self.files.items():
            with open(path, encoding="utf-8") as f:
                for token in yaml.scan(f):
                    self.assertNotIsInstance(token, (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken), name)

    def test_each_is_offered_where_it_helps_and_nowhere_else(self):
        def offered(scope):
            return {b["id"] for b in self.books.values() if self.jq(b["applies"], scope) is True}
        self.assertEqual(offered(self.scope("RedisDown", "redis")), {"restart-service"})
        self.assertEqual(offered(self.scope("InstanceDown", "redis-exporter")), {"restart-exporter"})
        self.assertEqual(offered(self.scope("InstanceDown", "edge-cache")), {"restart-service"})
        self.assertIn("roll-back-release", offered(self.scope("HighErrorRate", "checkout", version="v2")))
        self.assertNotIn("roll-back-release", offered(self.scope("HighErrorRate", "checkout", version="v1")))
        nothing = self.scope("Watchdog", "x")
        del nothing["alert"]["labels"]["unit"]
        self.assertEqual(offered(nothing), set())

    def test_values_are_taken_from_the_alert_and_held_to_their_pattern(self):
        scope = self.scope("HighErrorRate", "checkout", version="v2")
        for name, book in self.books.items():
            with self.subTest(name):
                scope["params"] = {}
                for p in book["parameters"]:
                    unit = "redis-exporter" if book["id"] == "restart-exporter" else "checkout"
                    scope["alert"]["labels"]["unit"] = unit
                    value = self.jq(p["from"], scope)
                    self.assertTrue(re.fullmatch(p["pattern"], value), value)
                    for bad in ("", "-c", "a b", "all;reboot", "../../etc", "x\n", '"} or vector(1)'):
                        self.assertFalse(re.fullmatch(p["pattern"], bad), bad)
                    scope["params"][p["name"]] = value
                for step in book["steps"]:
                    for element in step.get("exec", {}).get("argv", []):
                        self.assertIsInstance(self.jq(element["jq"], scope) if isinstance(element, dict) else element, str)
                query = book["post_check"]["probe"]["http"]["query"]["query"]
                self.assertIsInstance(self.jq(query["jq"], scope) if isinstance(query, dict) else query, str)

    def test_no_data_is_not_a_proof(self):
        for name, book in self.books.items():
            until = book["post_check"]["probe"]["until"]
            sample = {"metric": {}, "value": [1, "1"]}
            for result, well in (([], False), ([sample], True), ([sample, {"metric": {}, "value": [1, "0"]}], False)):
                self.assertIs(self.jq(until, {"status": "success", "data": {"result": result}}), well, name)


class Recordings(unittest.TestCase):
    def read(self, name):
        path = os.path.join(RESOURCES, "recordings", name)
        with open(path, encoding="utf-8") as f:
            lines = f.read().splitlines()
        with open(path + ".faults.jsonl", encoding="utf-8") as f:
            faults = [json.loads(line) for line in f]
        return json.loads(lines[0]), [json.loads(line) for line in lines[1:]], faults, os.path.getsize(path)

    @staticmethod
    def alerts(requests, dialect):
        for r in requests:
            body = json.loads(r["body"])
            if dialect == "push" and r["path"] == "/api/v2/alerts":
                yield from ((r["t"], a["labels"], None) for a in body)
            elif dialect == "webhook" and r["path"] == "/v1/in/alertmanager":
                yield from ((r["t"], a["labels"], a["status"]) for a in body["alerts"])

    def each(self):
        for name, seconds in (("checkout-outage.jsonl", 480), ("redis-down.jsonl", 120)):
            with self.subTest(name):
                yield (seconds, *self.read(name))

    def test_form(self):
        for at_least, header, requests, faults, size in self.each():
            self.assertEqual(header["quarterdeck_recording"], 1)
            self.assertLessEqual({"title", "recorded_at", "seconds", "description"}, set(header))
            self.assertGreaterEqual(header["seconds"], at_least)
            self.assertLessEqual(size, 1 << 20)
            self.assertTrue(os.path.exists(os.path.join(RESOURCES, "topology", header["topology"])))
            times = [r["t"] for r in requests]
            self.assertEqual(times, sorted(times))
            self.assertGreaterEqual(times[0], 0)
            self.assertLessEqual(times[-1], header["seconds"])
            for r in requests:
                self.assertEqual(set(r), {"t", "method", "path", "headers", "body"})
                self.assertEqual(r["method"], "POST")
                self.assertIn(r["path"], lab_module.Recorder.PATHS)
                self.assertLessEqual(set(r["headers"]), {"content-type", "user-agent"})
                self.assertIsInstance(r["body"], str)

    def test_nothing_of_the_machine_is_in_it(self):
        for _, _, requests, _, _ in self.each():
            for r in requests:
                hosts = set(re.findall(r"https?://([^/\"\\:]+)", r["body"]))
                self.assertLessEqual(hosts, {"prometheus.lab.example", "alertmanager.lab.example", "runbooks.example.org"})
                self.assertNotRegex(r["body"], r"/tmp/|/root|/home")

    def test_the_heartbeat_never_stops(self):
        for _, header, requests, _, _ in self.each():
            for dialect in ("push", "webhook"):
                beats = [t for t, labels, _ in self.alerts(requests, dialect) if labels["alertname"] == "Watchdog"]
                gaps = [b - a for a, b in zip([0.0, *beats], [*beats, header["seconds"]])]
                self.assertLess(max(gaps), 20, dialect)

    def test_every_fault_of_the_ground_truth_is_seen_in_both_dialects(self):
        wanted = {"redis": "RedisDown", "postgres": "PostgresDown", "deploy": "HighErrorRate"}
        for _, _, requests, faults, _ in self.each():
            for fault in (f for f in faults if "break" in f):
                name = wanted.get(fault["break"], "InstanceDown")
                for dialect in ("push", "webhook"):
                    seen = [t - fault["t"] for t, labels, status in self.alerts(requests, dialect)
                            if t >= fault["t"] and labels["alertname"] == name and labels.get("unit") == fault["unit"] and status != "resolved"]
                    self.assertTrue(seen and seen[0] < 20, f"{fault} has no {name} as {dialect}")

    def test_all_is_well_at_the_end(self):
        for _, _, requests, _, _ in self.each():
            state = {}
            for _, labels, status in self.alerts(requests, "webhook"):
                state[json.dumps(labels, sort_keys=True)] = status
            self.assertEqual([k for k, v in state.items() if v == "firing" and "Watchdog" not in k], [])

    def test_the_long_one_has_a_deploy_and_its_roll_back(self):
        _, requests, faults, _ = self.read("checkout-outage.jsonl")
        kinds = [json.loads(r["body"])["type"].split(".")[3] for r in requests if r["path"] == "/v1/in/changes"]
        self.assertEqual(kinds, ["deployed", "rolledback"])
        self.assertGreaterEqual(len({f["break"] for f in faults if "break" in f}), 5)


if __name__ == "__main__":
    unittest.main()
