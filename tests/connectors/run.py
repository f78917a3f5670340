#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps every fixture of every connector and compares what it becomes with what was expected.

  run.py QUARTERDECKCTL [--connectors DIR] [--samples DIR] [--only NAME]

NAME/CASE.json or CASE.txt (a whole HTTP request, a form) is the payload; NAME/CASE.headers, if it is there, has
lines "name: value". NAME/CASE.expect.json is one of
  {"signals": [{...}, ...]}   as many, in this order; each has the members that matter. Of labels, annotations
                              and links only what is named must be there; a label that is null must not. A text
                              may stand as {"begins": "...", "length": 5000}
  {"refused": "words"}        exit code 2 and these words in the sentence
Beside "signals", "at" is when the payload arrived (for what expires), "left_out" wants these words about an item
that was refused while the others were taken, "same_key_as": "CASE" wants the dedup_key of that case's first signal, and
"other_key_than": "CASE" wants another one.

Then the connectors are linted, and the samples of other projects are mapped where they lie beside the tree.
At the end the runner breaks some expectations and must notice."""
import argparse
import concurrent.futures
import copy
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = (".json", ".txt")

# What is expected of a sample: the kinds and statuses of its signals, or one word. Without a row: exit code 0.
SAMPLES = {
    "argocd/on_deployed.json": "change info, alert resolved",
    "argocd/on_health_degraded.json": "alert firing",
    "generic/oncall_formatted_webhook_alerting.json": "alert firing",
    "github/check_run_completed.json": "info info",
    "github/deployment_created.json": "change info",
    "github/deployment_status_success.json": "change info",
    "github/ping.json": "ignored",
    "github/pull_request_closed.json": "ignored",
    "github/push_commits.json": "change info",
    "github/push_delete_or_tag.json": "change info",
    "github/release_published.json": "change info",
    "github/workflow_run_completed.json": "change info",
    "gitlab/build_failed.json": "info info",
    "gitlab/deployment_success.json": "change info",
    "gitlab/feature_flag.json": "change info",
    "gitlab/job.json": "change info",
    "gitlab/merge_request.json": "ignored",
    "gitlab/pipeline_success.json": "change info",
    "gitlab/push.json": "change info",
    "gitlab/release.json": "change info",
    "jenkins/notification_completed_success.json": "info info",
    "jenkins/notification_finalized_failure.json": "change info",
    "kubernetes/event_backoff_warning.json": "alert firing",
    "kubernetes/event_scaling_replicaset_change.json": "change info",
    "kubernetes/events_k8s_io_v1_new_api_odd.json": "alert firing",
    "nagios/checkmk_host_recovery_up.json": "alert resolved",
    "nagios/service_problem_critical.json": "alert firing",
    "nagios/service_recovery_ok.json": "alert resolved",
    "zabbix/webhook_problem.json": "alert firing",
    "zabbix/webhook_resolved.json": "alert resolved",
    "zabbix/zulip_custom_problem.json": "alert firing",
}
# The event and the end of it: one key.
SAMPLE_PAIRS = [
    ("alertmanager/v4_group_of_two_firing.json", "alertmanager/v4_resolved.json"),
    ("nagios/service_problem_critical.json", "nagios/service_recovery_ok.json"),
    ("zabbix/webhook_problem.json", "zabbix/webhook_resolved.json"),
]


class Runner:
    def __init__(self, ctl, connectors):
        self.ctl, self.connectors = ctl, connectors

    def run(self, *words):
        done = subprocess.run([self.ctl, *words], stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def map(self, name, payload):
        words = ["map", name, str(payload), "--connectors", str(self.connectors)]
        headers = payload.with_suffix(".headers")
        if headers.exists():
            for line in headers.read_text().splitlines():
                key, _, value = line.partition(":")
                words += ["--header", f"{key.strip()}={value.strip()}"]
        expect = payload.with_name(payload.stem + ".expect.json")
        at = json.loads(expect.read_text()).get("at") if expect.exists() else None
        if at:
            words += ["--at", at]
        code, out, err = self.run(*words)
        return code, [json.loads(line) for line in out.split("\n") if line] if code < 2 else [], err.strip()


def difference(expected, found, where):
    """The first thing in which `found` is not what was expected, or nothing."""
    if isinstance(expected, dict) and set(expected) == {"begins", "length"}:
        fits = isinstance(found, str) and found.startswith(expected["begins"]) and len(found) == expected["length"]
        return None if fits else f"{where} is {short(found)}, {len(found or '')} long"
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return f"{where} is {short(found)}"
        for key, value in expected.items():
            if value is None and key not in found:
                continue
            problem = difference(value, found.get(key), f"{where}.{key}")
            if problem:
                return problem
        return None
    if isinstance(expected, list) and isinstance(found, list):
        missing = [item for item in expected if item not in found]
        if missing or (not expected and found):
            return f"{where} is {short(found)}, without {short(missing)}"
        return None
    return None if expected == found else f"{where} is {short(found)}, expected {short(expected)}"


def short(value):
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) < 160 else text[:157] + "..."


def check(expect, answer):
    code, signals, sentence = answer
    if "refused" in expect:
        if code != 2:
            return f"was not refused (exit code {code}, {len(signals)} signals)"
        return None if expect["refused"] in sentence else f"refused with other words: {sentence}"
    if "left_out" in expect and (code != 1 or expect["left_out"] not in sentence):
        return f"exit code {code}, and nothing of “{expect['left_out']}”: {sentence}"
    if code != (1 if "left_out" in expect else 0):
        return f"exit code {code}: {sentence}"
    if len(signals) != len(expect["signals"]):
        return f"{len(signals)} signals, expected {len(expect['signals'])}: {short(signals)}"
    for i, (wanted, found) in enumerate(zip(expect["signals"], signals)):
        problem = difference(wanted, found, f"signal {i}")
        if problem:
            return problem
        if not found["dedup_key"] or not found["title"]:
            return f"signal {i} has no dedup_key or no title"
    return None


def first_key(answer):
    return answer[1][0]["dedup_key"] if answer[1] else None


def check_keys(name, case, expect, answers):
    for word, same in (("same_key_as", True), ("other_key_than", False)):
        other = expect.get(word)
        if other is None:
            continue
        if (name, other) not in answers:
            return f"{word} names the case {other}, which is not there"
        mine, its = first_key(answers[name, case]), first_key(answers[name, other])
        if mine is None or its is None or (mine == its) != same:
            return f"its key is {short(mine)}, that of {other} {short(its)}"
    return None


def spoilt(expect):
    """The same expectation, wrong."""
    wrong = copy.deepcopy(expect)
    if "refused" in wrong:
        wrong["refused"] += " (not this)"
    elif wrong["signals"]:
        wrong["signals"][0]["title"] = "not this title"
    else:
        wrong["signals"].append({})
    return wrong


def kinds(signals):
    return ", ".join(f"{s['kind']} {s['status']}" for s in signals) or "ignored"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("quarterdeckctl")
    arguments.add_argument("--connectors", type=pathlib.Path, default=HERE.parent.parent / "resources" / "connectors")
    arguments.add_argument("--samples", type=pathlib.Path, default=HERE.parent.parent.parent / "shared" / "payloads")
    arguments.add_argument("--only", action="append", help="this connector; may be given more than once")
    given = arguments.parse_args()
    runner = Runner(given.quarterdeckctl, given.connectors)
    passed, failures = 0, []

    def result(where, problem):
        nonlocal passed
        if problem:
            failures.append(f"{where}: {problem}")
            print(failures[-1], flush=True)
        else:
            passed += 1

    def wanted(name):
        return not given.only or name in given.only

    code, out, err = runner.run("connectors", "lint", str(given.connectors))
    result("lint", None if code == 0 else (out + err).strip())

    cases, expectations = [], {}
    for folder in sorted(p for p in HERE.iterdir() if p.is_dir() and not p.name.startswith("__") and wanted(p.name)):
        for payload in sorted(p for p in folder.iterdir() if p.suffix in FIXTURES and ".expect" not in p.name):
            cases.append((folder.name, payload))
        used = {p.stem for n, p in cases if n == folder.name}
        for stray in sorted(folder.glob("*.expect.json")):
            if stray.name.removesuffix(".expect.json") not in used:
                result(f"{folder.name}/{stray.name}", "has no payload")
    samples = []
    if given.samples.is_dir():
        for connector in sorted(given.connectors.glob("*.yaml")):
            folder = given.samples / connector.stem
            if folder.is_dir() and wanted(connector.stem):
                samples += [(connector.stem, p) for p in sorted(folder.iterdir()) if p.suffix in FIXTURES]
    else:
        print(f"The samples of other projects are not here ({given.samples}): they were not mapped.")

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        jobs = cases + samples
        answers = list(pool.map(lambda job: runner.map(*job), jobs))
    of_case = {(name, path.stem): a for (name, path), a in zip(cases, answers)}
    of_sample = {f"{name}/{path.name}": a for (name, path), a in zip(samples, answers[len(cases):])}

    for name, payload in cases:
        file = payload.with_name(payload.stem + ".expect.json")
        where = f"{name}/{payload.name}"
        if not file.exists():
            result(where, "has no expectation")
            continue
        expect = expectations[name, payload.stem] = json.loads(file.read_text())
        answer = of_case[name, payload.stem]
        result(where, check(expect, answer) or check_keys(name, payload.stem, expect, of_case))

    for where, (code, signals, sentence) in of_sample.items():
        wanted_of = SAMPLES.get(where)
        if wanted_of == "refused":
            problem = None if code == 2 else f"was not refused (exit code {code})"
        elif code != 0:
            problem = f"exit code {code}: {sentence}"
        else:
            problem = None if wanted_of in (None, kinds(signals)) else f"became {kinds(signals)}, expected {wanted_of}"
        result(f"sample {where}", problem)
    for firing, resolved in SAMPLE_PAIRS:
        if firing in of_sample and resolved in of_sample:
            keys = [first_key(of_sample[firing]), first_key(of_sample[resolved])]
            result(f"samples {firing} and {resolved}",
                   None if keys[0] and keys[0] == keys[1] else f"their keys are {short(keys)}")

    # Broken expectations of those that hold: each must be found, or the runner itself proves nothing.
    control = {}
    for (name, case), expect in expectations.items():
        kind = "refused" if "refused" in expect else "signals" if expect["signals"] else "ignored"
        if kind not in control and not check(expect, of_case[name, case]):
            control[kind] = (name, case)
    if not control:
        result("negative control", "there is no fixture to break")
    for kind, (name, case) in control.items():
        seen = check(spoilt(expectations[name, case]), of_case[name, case])
        result(f"negative control ({kind}, {name}/{case})", None if seen else "a changed expectation was not found")

    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
