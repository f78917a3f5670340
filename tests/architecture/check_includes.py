#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every include of models/, app/ and ui/ to what its folder declares in CMake.

  check_includes.py --root DIR --rules build/PRESET/folder-rules.txt

A rule is a line `path|uses|qt modules|libraries`, written by qd_folder(). Besides the declarations these
hold, whatever CMake says: models/ sees Qt Core and Concurrent only and nothing above it; ui/ never names
app/; a feature of ui/ never names another feature; app/ never names ui/ but in app/console, where the
console is put together; Qt Charts is for ui/metrics; the keychain's library is for app/keychain. Before the tree is looked at, every one of these
is broken once in a temporary tree, and the check must see it.
"""
import argparse
import pathlib
import re
import sys
import tempfile

LAYERS = ("models", "app", "ui")
COMPOSITION_ROOT = "app/console"
ARRANGER = "ui/shell"  # the one feature that sees the others
CHARTS_IN = "ui/metrics"
KEYCHAIN_IN = "app/keychain"  # one place asks it, so that one place is looked at for what it gives away
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)

# Which module a class header of Qt is of, its own folders tell; nothing is said of a header that is in none.
# not on this machine; with them, their folders tell.
QT_HEADERS = pathlib.Path("/usr/include/x86_64-linux-gnu/qt6")
KNOWN_MODULES = ("Core", "Gui", "Widgets", "Charts", "Network", "WebSockets", "Svg", "SvgWidgets", "Concurrent",
                 "Sql", "Test", "Xml", "DBus", "PrintSupport", "OpenGL", "OpenGLWidgets")


class Rule:
    def __init__(self, line):
        self.path, uses, modules, _libs = line.split("|")
        self.uses = set(uses.split())
        self.modules = set(modules.split())


def read_rules(file):
    rules = {}
    for line in pathlib.Path(file).read_text().splitlines():
        if line.strip():
            rule = Rule(line)
            rules[rule.path] = rule
    return rules


def qt_modules():
    """Header name -> the module that has it."""
    found = {}
    for module in KNOWN_MODULES:
        folder = QT_HEADERS / f"Qt{module}"
        if folder.is_dir():
            for header in folder.iterdir():
                found.setdefault(header.name, module)
    return found


def module_of(header, headers):
    """The Qt module of an include in angle brackets; None where it is not of Qt."""
    parts = header.split("/")
    if len(parts) == 2 and parts[0].startswith("Qt"):
        return parts[0][2:]
    if header in headers:
        return headers[header]
    if re.fullmatch(r"Qt[A-Z]\w*", header):
        return header[2:]
    return None


def in_layer(path):
    return any(path.startswith(layer + "/") for layer in LAYERS)


def problems_of(rule, target):
    """Why a file of `rule`'s folder must not name one of `target`, a folder; nothing where it may."""
    here = rule.path
    if target == here:
        return
    layer, other = here.split("/")[0], target.split("/")[0]
    if layer == "models" and other != "models":
        yield "models/ knows nothing above it"
    if layer == "ui" and other == "app":
        yield "ui/ never names app/"
    if layer == "app" and other == "ui" and here != COMPOSITION_ROOT:
        yield f"app/ names ui/ in {COMPOSITION_ROOT} only"
    if layer == other == "ui" and target != "ui/common" and here != ARRANGER:
        yield "one feature of ui/ never names another"
    if target not in rule.uses:
        yield f"{here} does not declare {target}"


def module_problems(rule, module):
    if rule.path.startswith("models/") and module not in ("Core", "Concurrent"):
        yield "models/ uses Qt Core and Concurrent only"
    if module == "Charts" and rule.path != CHARTS_IN:
        yield f"Qt Charts is for {CHARTS_IN}"
    if module not in rule.modules:
        yield f"{rule.path} does not declare Qt {module}"


def check(root, rules, headers):
    """(sentences, files seen, includes seen)"""
    out, files, includes = [], 0, 0
    for layer in LAYERS:
        for file in sorted((root / layer).rglob("*")):
            if file.suffix not in (".cpp", ".h"):
                continue
            folder = str(file.parent.relative_to(root))
            name = str(file.relative_to(root))
            rule = rules.get(folder)
            if rule is None:
                out.append(f"{name}: its folder {folder} is declared nowhere (qd_folder)")
                continue
            files += 1
            for match in INCLUDE.finditer(file.read_text(errors="replace")):
                own, system = match.groups()
                includes += 1
                why = []
                if own is not None:
                    if in_layer(own):
                        why = list(problems_of(rule, own.rsplit("/", 1)[0]))
                    elif not own.endswith(".moc"):
                        why = ["write it from the top of the tree, or in angle brackets"]
                else:
                    module = module_of(system, headers)
                    if system.startswith("qt6keychain/") and folder != KEYCHAIN_IN:
                        why = [f"the keychain is for {KEYCHAIN_IN}"]
                    elif module:
                        why = list(module_problems(rule, module))
                out += [f"{name}: includes {own or system}: {sentence}" for sentence in why]
    for rule in rules.values():
        for used in sorted(rule.uses):
            out += [f"CMake: {rule.path} uses {used}: {why}" for why in problems_of(rule, used)]
        for module in sorted(rule.modules):
            out += [f"CMake: {rule.path} links Qt {module}: {why}" for why in module_problems(rule, module)]
    return out, files, includes


GOOD_RULES = """models/domain||Core|
models/items|models/domain|Core Concurrent|
app/storage|models/domain|Core|
app/console|models/domain ui/common ui/shell app/storage|Core Gui Widgets|
ui/common|models/domain|Core Gui Widgets|
ui/alerts|models/domain ui/common|Core Gui Widgets|
ui/scribe|models/domain ui/common|Core Gui Widgets|
ui/metrics|models/domain ui/common|Core Gui Widgets Charts|
ui/shell|models/domain ui/common ui/alerts ui/scribe ui/metrics|Core Gui Widgets|
"""
GOOD_TREE = {
    "models/domain/text.h": "#include <QString>\n",
    "models/items/list.h": '#include "models/domain/text.h"\n#include <QAbstractItemModel>\n',
    "app/storage/journal.cpp": '#include "models/domain/text.h"\n#include <vector>\n',
    "app/console/console.cpp": '#include "ui/shell/window.h"\n#include "app/storage/journal.h"\n',
    "ui/alerts/page.cpp": '#include "ui/common/button.h"\n#include <QWidget>\n',
    "ui/metrics/chart.cpp": "#include <QtCharts/QChart>\n",
    "ui/shell/window.h": '#include "ui/alerts/page.h"\n',
}
FORBIDDEN = {  # file -> a line that must be seen
    "models/domain/bad1.cpp": '#include "app/storage/journal.h"\n',
    "models/domain/bad2.cpp": '#include "models/items/list.h"\n',
    "models/items/bad3.cpp": "#include <QtGui/QColor>\n",
    "models/items/bad4.cpp": "#include <QtWidgets/QLabel>\n",
    "ui/alerts/bad5.cpp": '#include "app/storage/journal.h"\n',
    "ui/alerts/bad6.cpp": '#include "ui/scribe/line.h"\n',
    "ui/alerts/bad7.cpp": "#include <QtCharts/QChart>\n",
    "app/storage/bad8.cpp": '#include "ui/common/button.h"\n',
    "app/storage/bad9.cpp": "#include <QtNetwork/QTcpSocket>\n",
    "app/nowhere/bad10.cpp": "#include <vector>\n",
    "app/storage/bad12.cpp": "#include <qt6keychain/keychain.h>\n",
    "ui/alerts/bad11.cpp": '#include "button.h"\n',
}


def control(headers):
    """Proves that a good tree passes and that each forbidden include is seen; sentences otherwise."""
    out = []
    with tempfile.TemporaryDirectory(prefix="includes-") as folder:
        root = pathlib.Path(folder)

        def write(files):
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)

        rules_file = root / "rules.txt"
        rules_file.write_text(GOOD_RULES)
        rules = read_rules(rules_file)
        write(GOOD_TREE)
        found, _, _ = check(root, rules, headers)
        out += [f"control: a tree without fault was blamed: {s}" for s in found]
        for name, text in FORBIDDEN.items():
            write({name: text})
            found, _, _ = check(root, rules, headers)
            if not any(s.startswith(name + ":") for s in found):
                out.append(f"control: {name} with {text.strip()} was not seen")
            (root / name).unlink()
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", required=True)
    parser.add_argument("--rules", required=True)
    args = parser.parse_args()
    headers = qt_modules()
    wrong = control(headers)
    found, files, includes = check(pathlib.Path(args.root), read_rules(args.rules), headers)
    wrong += found
    for sentence in wrong:
        print(sentence)
    print(f"{files} files, {includes} includes, {len(FORBIDDEN)} controls: {len(wrong)} problems")
    return 1 if wrong or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
