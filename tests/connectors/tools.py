#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people configure with: every connector says how its system is connected, with the address and the token in its
text and nothing left to fill in; a service map is made of what other systems know.

  tools.py QUARTERDECKCTL"""
import pathlib
import re
import subprocess
import sys
import tempfile

CONNECTORS = pathlib.Path(__file__).resolve().parent.parent.parent / "resources" / "connectors"
URL, TOKEN = "https://deck.example.org:9400", "0123456789-token-of-the-tests"


def main():
    ctl, failures = sys.argv[1], []

    def run(*words):
        done = subprocess.run([ctl, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def expect(condition, sentence):
        if not condition:
            failures.append(sentence)

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        token, tokens = folder / "token", folder / "tokens"
        token.write_text(TOKEN + "\n")
        tokens.write_text(f"# NAME CLASSES TOKEN\nanna observe,respond another-token-0123456\nshop send {TOKEN}\n")
        names = sorted(p.stem for p in CONNECTORS.glob("*.yaml"))
        for name in names:
            code, out, err = run("connect", name, "--url", URL + "/", "--token-file", token)
            expect(code == 0, f"{name}: exit code {code}, {err.strip()}")
            text = (CONNECTORS / f"{name}.yaml").read_text()
            if re.search("^(receives|polls|native):", text, re.M):
                expect(TOKEN in out and "deck.example.org:9400" in out, f"{name}: its text lacks the address or the token")
            else:  # it is asked and sends nothing
                expect("panels: {url:" in out and TOKEN not in out, f"{name}: its text does not say how it is asked")
            left = re.findall(r"\{(?:url|url_with_token|token|host|scheme|source)\}", out)
            expect(not left, f"{name}: {left} is left to fill in")
            expect("//v1" not in out and "9400//" not in out, f"{name}: an address with two slashes")
        code, out, _ = run("connect", "datadog", "--url", URL, "--token-file", tokens, "--source", "dd-eu")
        expect(code == 0 and f"{URL}/v1/in/dd-eu" in out and f"Bearer {TOKEN}" in out and "connector: datadog" in out,
               "a token file of the server, and a source of another name")
        for words, said in ((("connect", "nothing", "--url", URL, "--token-file", token), "There is no connector"),
                            (("connect", "datadog", "--url", "deck", "--token-file", token), "address"),
                            (("connect", "datadog", "--url", URL, "--token-file", folder / "none"), "token"),
                            (("connect", "datadog", "--url", URL, "--token-file", token, "--source", "a/../b"), "name"),
                            (("quarantine", "list", "--data", folder / "none"), ""),
                            (("topology", "import", token, "--from", "dot", "--data", folder), "backstage")):
            code, out, err = run(*words)
            expect(code != 0 and said in err and TOKEN not in err, f"{words[:2]} answered {code}: {err.strip()}")

        edges, table = folder / "edges.json", folder / "services.csv"
        edges.write_text('{"data":[{"parent":"web","child":"checkout","callCount":3},{"parent":"web"}]}')
        table.write_text("name,owner,customer_facing\nweb,Storefront,yes\n")
        code, out, err = run("topology", "import", edges, "--from", "traces", "--data", folder)
        expect(code == 1 and "2 services" in out and "no callee" in err, f"edges of traces: {code} {out} {err}")
        code, out, err = run("topology", "import", table, "--from", "csv", "--data", folder)
        expect(code == 0, f"a table: {err}")
        text = (folder / "topology.yaml").read_text()
        expect('owner: "Storefront"' in text and '- "checkout"' in text, f"the map became {text}")
        (folder / "topology.yaml").write_text("services: [\n")
        code, _, err = run("topology", "import", table, "--from", "csv", "--data", folder)
        expect(code == 1 and (folder / "topology.yaml").read_text() == "services: [\n", "a map that cannot be read was overwritten")

        # The control: a connector that leaves something open, and one that says nothing.
        (folder / "open.yaml").write_text("connector: open\nversion: 1\ntitle: O\nsetup: Go to {place}.\nreceives: [{signals: .}]\n")
        code, out, _ = run("connect", "open", "--url", URL, "--token-file", token, "--connectors", folder)
        expect(code == 0 and TOKEN not in out, "the control shows no missing token")
    for failure in failures:
        print(failure)
    print(f"{len(names)} connectors, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
