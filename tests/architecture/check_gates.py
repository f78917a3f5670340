#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for what must not be in the product (row Q-5): shells, rich text out of foreign words, switched-off
TLS checks, a journal that is not durable, dialogs, clocks out of hand.

  check_gates.py --root DIR

A gate is a pattern with the reason why it is closed. What is allowed nevertheless stands in ALLOWED, each
with its own reason; an allowance that is needed no more is a fault, too. Comments are not looked at. Each
gate is broken once in a temporary tree first, and must be seen. The same for a name that two headers define.
"""
import argparse
import pathlib
import re
import sys
import tempfile

PRODUCT = ("models", "app", "ui")
SOURCES = (".cpp", ".h", ".py", ".sh", ".cmake")


class Gate:
    def __init__(self, name, pattern, why, bad, good=""):
        self.name, self.pattern, self.why = name, re.compile(pattern), why
        self.bad, self.good = bad, good


GATES = [
    Gate("shell", r"(?<![\w:.>])(?:std::)?(?:system|popen|wordexp)\s*\(", "no shell ever sees foreign words",
         "int x = system(\"ls\");", "auto* g = QRandomGenerator::system();"),
    Gate("sh -c", r"\bsh\"?\s*,?\s*\"?-c\b", "no shell ever sees foreign words",
         'start("/bin/sh", {"-c", line}); // or\nrun("sh -c ls");', 'start("/bin/touch", {"-c"});'),
    Gate("startCommand", r"\bstartCommand\b|\bstartDetached\s*\(\s*QStringLiteral\(\"[^\"]* ",
         "a command is an argument vector, never one string", "process.startCommand(line);", "process.start(a, b);"),
    Gate("setHtml", r"\b(?:setHtml|insertHtml|appendHtml|setMarkdown|fromHtml)\s*\(", "foreign text is plain text",
         "edit->setHtml(text);", "edit->setPlainText(text);"),
    Gate("AutoText", r"\bQt::AutoText\b", "AutoText guesses markup out of foreign text",
         "label->setTextFormat(Qt::AutoText);", "label->setTextFormat(Qt::PlainText);"),
    Gate("RichText", r"\bRichText\b|\bMarkdownText\b", "foreign text is plain text",
         "label->setTextFormat(Qt::RichText);", "label->setTextFormat(Qt::PlainText);"),
    Gate("QLabel", r"\bnew\s+QLabel\b|\bQLabel\s+\w+\s*[({;]|\bstd::make_unique<QLabel>",
         "QLabel guesses markup; PlainLabel shows text as it is", "auto* l = new QLabel(text);",
         "auto* l = new PlainLabel(text);"),
    Gate("tool tips", r"\b(?:QToolTip::showText|setToolTip)\s*\((?![^;]*\bplainToolTip\()(?!\s*\{\s*\}\s*\))",
         "a tool tip guesses markup; plainToolTip() makes it plain", "button->setToolTip(text);",
         "QToolTip::showText(at, plainToolTip(text)); button->setToolTip({});"),
    Gate("TLS", r"\bignoreSslErrors\b|\bVerifyNone\b|\bverify_none\b", "a certificate that does not fit is no link",
         "socket->ignoreSslErrors();", "socket->sslErrors();"),
    Gate("synchronous", r"(?i)\bsynchronous\s*=?\s*\(?\s*(?:off|normal|extra|[013])\b", "acknowledged is on disk",
         'run("PRAGMA synchronous=NORMAL");', 'run("PRAGMA synchronous=FULL");'),
    Gate("QMessageBox", r"\bQMessageBox\b", "the console never stands behind a dialog", "QMessageBox::warning(this);",
         "say(sentence);"),
    Gate("clock", r"\bQDateTime::currentDateTime(?:Utc)?\b|\bcurrent(?:M)?SecsSinceEpoch\b|"
                  r"\bQ(?:Date::currentDate|Time::currentTime)\b|\bsystem_clock::now\b|(?<![\w.>:])(?:std::)?time\s*\(\s*(?:nullptr|NULL|0)\s*\)",
         "the time is handed in; app/clock is where it is read", "auto t = QDateTime::currentMSecsSinceEpoch();",
         "auto t = m_clock.now();"),
    Gate("sleep", r"\b(?:QThread::)?(?:msleep|usleep|nanosleep|sleep_for|sleep_until)\b",
         "conditions are awaited, not slept for", "std::this_thread::sleep_for(a);", "m_wake.wait(lock);"),
    Gate("environment", r"\bqputenv\b|\bsetenv\s*\(", "the environment is nobody's to change", 'qputenv("A", "b");'),
]

# (file, gate): reason. A folder ends with '/'.
ALLOWED = {
    ("app/clock/wallclock.h", "clock"): "this is the clock",
    ("app/storage/sqlitejournal.cpp", "clock"): "the default for callers that hand in no clock; the relay always does",
    ("app/storage/replicastore.cpp", "clock"): "the local time of a redaction in a console's copy, never shown or compared",
    ("app/client/session.cpp", "clock"): "both ends of a ping are read on this machine: a difference, not a time",
    ("ui/common/timetext.cpp", "clock"): "asks for the time zone's present abbreviation only",
}
SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
SPDX_IN = ("models", "app", "ui", "tests", "packaging")
SPDX_OF = (".cpp", ".h", ".py", ".cmake", ".sh", ".txt")


def without_comments(text):
    """Comments blanked, lines kept; strings stay, since a shell hides in strings."""
    out, at = [], 0
    for match in re.finditer(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', text, re.S):
        out.append(text[at:match.start()])
        piece = match.group()
        out.append(piece if piece[0] == '"' else re.sub(r"[^\n]", " ", piece))
        at = match.end()
    return "".join(out) + text[at:]


def files_of(root, folders, suffixes):
    for folder in folders:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in suffixes and file.is_file():
                yield file, str(file.relative_to(root))


def allowed(name, gate, used):
    for key in ALLOWED:
        file, which = key
        if which == gate and (name == file or (file.endswith("/") and name.startswith(file))):
            used.add(key)
            return True
    return False


def check(root, allowances=True):
    """(sentences, files seen)"""
    out, files, used = [], 0, set()
    for file, name in files_of(root, PRODUCT, SOURCES):
        files += 1
        text = without_comments(file.read_text(errors="replace"))
        for gate in GATES:
            for match in gate.pattern.finditer(text):
                if allowances and allowed(name, gate.name, used):
                    continue
                line = text.count("\n", 0, match.start()) + 1
                out.append(f"{name}:{line}: {gate.name} (“{match.group().strip()}”): {gate.why}")
    if allowances:
        out += [f"{file}: is allowed “{gate}” and needs it no more" for file, gate in sorted(set(ALLOWED) - used)]
    for file, name in files_of(root, SPDX_IN, SPDX_OF):
        with open(file, errors="replace") as f:
            head = "".join(f.readline() for _ in range(3))
        if file.suffix == ".txt" and file.name != "CMakeLists.txt":
            continue
        if SPDX not in head:
            out.append(f"{name}: has no line “{SPDX}” at its top")
    return out, files


DEFINES = re.compile(r"^(?:struct|class|enum class) (\w+)(?: final)?\s*(?::[^;{]*)?\{", re.M)


def twice_defined(root):
    """Two types of one name in one namespace are one to the linker: it takes either destructor for both."""
    where = {}
    for file, name in files_of(root, PRODUCT, (".h",)):
        for match in DEFINES.finditer(without_comments(file.read_text(errors="replace"))):
            where.setdefault(match.group(1), []).append(name)
    return [f"{', '.join(files)}: each defines quarterdeck::{name}, and one program may hold both"
            for name, files in sorted(where.items()) if len(files) > 1]


def control():
    """Proves that every gate sees its own example and lets the good one through; sentences otherwise."""
    out = []
    with tempfile.TemporaryDirectory(prefix="gates-") as folder:
        root = pathlib.Path(folder)
        file = root / "app" / "part" / "part.cpp"
        file.parent.mkdir(parents=True)
        for gate in GATES:
            file.write_text(f"// {SPDX}\n{gate.bad}\n")
            if not any(f": {gate.name} " in s for s in check(root, allowances=False)[0]):
                out.append(f"control: {gate.name} does not see: {gate.bad}")
            file.write_text(f"// {SPDX}\n{gate.good}\n// {gate.bad.splitlines()[0]}\n")
            out += [f"control: blames what is right: {s}" for s in check(root, allowances=False)[0]]
        for part in ("one", "two"):
            (root / "app" / part).mkdir()
            (root / "app" / part / "thing.h").write_text(f"// {SPDX}\nstruct Thing {{\n    int {part};\n}};\n")
        if len(twice_defined(root)) != 1:
            out.append("control: a type that is defined twice is not seen")
        file.write_text("int x;\n")
        if not check(root, allowances=False)[0]:
            out.append("control: a missing SPDX line is not seen")
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", required=True)
    args = parser.parse_args()
    wrong = control()
    found, files = check(pathlib.Path(args.root))
    wrong += found + twice_defined(pathlib.Path(args.root))
    for sentence in wrong:
        print(sentence)
    print(f"{files} files, {len(GATES)} gates, {len(ALLOWED)} allowances: {len(wrong)} problems")
    return 1 if wrong or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
