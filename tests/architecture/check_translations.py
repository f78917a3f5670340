#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds each translation to the strings that the code has now.

  check_translations.py --root DIR

lupdate extracts the strings of ui/ and app/console anew into a temporary file; the stored .ts must have a
finished translation of each, with the same places to fill in (%1, %n) and all plural forms. It also refuses
what lupdate cannot place: tr() in a class without Q_OBJECT, and helpers that translate under a context other
than the one lupdate files them under; at run time such strings would stay English. Before the tree is
looked at, each of these faults is made once in a temporary tree and must be seen.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SOURCES = ("ui", "app/console")
STORED = "resources/translations"
PLURAL_FORMS = {"en": 2, "es": 2}
SOURCE_LANGUAGE = "en"  # its file holds nothing but the forms of what is counted
NAMESPACE = "quarterdeck"  # the context of free functions
SKIPPED = 77
HELPER = re.compile(r'QCoreApplication::translate\(\s*"([^"]+)"\s*,\s*[^"\s]')
# A warning about the namespace itself is its free functions; HELPER looks after those.
UNPLACED = re.compile(rf"Qualifying with unknown|Class '(?!{NAMESPACE}')[^']*' lacks Q_OBJECT macro")


def find_lupdate():
    for found in ("/usr/lib/qt6/bin/lupdate", shutil.which("lupdate6"), shutil.which("lupdate")):
        if found and os.access(found, os.X_OK):
            return found
    return None


def places(text):
    return sorted(re.findall(r"%(?:L?\d+|Ln|n)", text))


def messages_of(file):
    """{(context, source, comment): (is plural, finished, [forms])}"""
    out = {}
    for context in ElementTree.parse(file).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            plural = message.get("numerus") == "yes"
            if translation is None:
                forms, finished = [], False
            else:
                forms = [f.text or "" for f in translation.findall("numerusform")] if plural else [translation.text or ""]
                finished = translation.get("type") is None
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            out[key] = (plural, finished, forms)
    return out


def extract(lupdate, root, language):
    """(messages, what lupdate could not place)"""
    with tempfile.TemporaryDirectory(prefix="strings-") as folder:
        file = pathlib.Path(folder) / "found.ts"
        run = subprocess.run([lupdate, *SOURCES, "-I", ".", "-source-language", "en", "-target-language", language,
                              "-no-obsolete", "-locations", "none", "-ts", str(file)], cwd=root, text=True,
                             capture_output=True, check=True)
        lines = [line.replace(str(root) + "/", "") for line in (run.stdout + run.stderr).splitlines()]
        return messages_of(file), [line for line in lines if UNPLACED.search(line)]


def problems_of(key, found, stored, forms_wanted):
    """Sentences about one message that the code has."""
    name = f"“{key[1]}” ({key[0]})"
    if stored is None:
        return [f"{name} has no translation"]
    plural, finished, forms = stored
    if plural != found[0]:
        return [f"{name} is {'' if found[0] else 'no '}plural in the code and otherwise in the translation"]
    if not finished or not all(f.strip() for f in forms) or not forms:
        return [f"{name} is not translated to the end"]
    out = []
    if plural and len(forms) != forms_wanted:
        out.append(f"{name} has {len(forms)} plural forms of {forms_wanted}")
    for form in forms:
        if places(form) != places(key[1]):
            out.append(f"{name} has other places to fill in: “{form}”")
        if (form[:1] == " ") != (key[1][:1] == " ") or (form[-1:] == " ") != (key[1][-1:] == " "):
            out.append(f"{name} begins or ends with a blank, or its translation does: “{form}”")
        if form.endswith("…") != key[1].endswith("…"):
            out.append(f"{name} ends with “…” on one side only: “{form}”")
    return out


def check(lupdate, root):
    """(sentences, strings seen)"""
    out, seen = [], 0
    for folder in SOURCES:
        for file in sorted((root / folder).rglob("*.cpp")):
            for match in HELPER.finditer(file.read_text(errors="replace")):
                if match.group(1) != NAMESPACE:
                    out.append(f"{file.relative_to(root)}: translates what it is given under “{match.group(1)}”; "
                               f"lupdate files the strings of free functions under “{NAMESPACE}”")
    files = sorted((root / STORED).glob("*.ts"))
    for file in files:
        language = ElementTree.parse(file).getroot().get("language")
        found, unplaced = extract(lupdate, root, language)
        out += [f"lupdate: {line}" for line in unplaced]
        stored = messages_of(file)
        for key, message in found.items():
            if language == SOURCE_LANGUAGE and not message[0]:
                continue
            seen += 1
            out += [f"{file.name}: {s}" for s in problems_of(key, message, stored.get(key), PLURAL_FORMS[language])]
    return out, seen


GOOD_CODE = """#include <QCoreApplication>
#include <QObject>
namespace quarterdeck {
class Page : public QObject {
    Q_OBJECT
    QString words(int n) { return tr("Take command") + tr("%1 of %2…") + tr("%n alerts", nullptr, n); }
};
namespace {
QString tr(const char* text) { return QCoreApplication::translate("quarterdeck", text); }
}
QString free() { return tr("free"); }
}
"""
GOOD_TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context><name>quarterdeck</name>
<message><source>free</source><translation>libre</translation></message></context>
<context><name>quarterdeck::Page</name>
<message><source>Take command</source><translation>Tomar el mando</translation></message>
<message><source>%1 of %2…</source><translation>%1 de %2…</translation></message>
<message numerus="yes"><source>%n alerts</source><translation>
<numerusform>%n alerta</numerusform><numerusform>%n alertas</numerusform></translation></message>
</context></TS>
"""
FAULTS = {  # what is done: (in the code?, from, to)
    "a string without a translation": (True, 'tr("Take command")', 'tr("Take command") + tr("Hand over")'),
    "an unfinished one": (False, "<translation>Tomar", '<translation type="unfinished">Tomar'),
    "an empty one": (False, "<translation>Tomar el mando<", "<translation><"),
    "a lost place": (False, "%1 de %2…", "%1 de…"),
    "a lost ellipsis": (False, "%1 de %2…", "%1 de %2"),
    "one plural form": (False, "<numerusform>%n alertas</numerusform>", ""),
    "no plural": (False, ' numerus="yes"', ""),
    "a helper of another context": (True, 'translate("quarterdeck", text)', 'translate("Words", text)'),
    "a class without its macro": (True, "    Q_OBJECT\n", ""),
}


def control(lupdate):
    """Proves that the good tree passes and that each fault is seen; sentences otherwise."""
    out = []
    with tempfile.TemporaryDirectory(prefix="translations-") as folder:
        root = pathlib.Path(folder)
        code, stored = root / "ui" / "part" / "part.cpp", root / STORED / "quarterdeck_es.ts"
        for file in (code, stored, root / "app" / "console" / "console.cpp"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()

        def found(in_code="", as_code="", in_ts="", as_ts=""):
            code.write_text(GOOD_CODE.replace(in_code, as_code) if in_code else GOOD_CODE)
            stored.write_text(GOOD_TS.replace(in_ts, as_ts) if in_ts else GOOD_TS)
            return check(lupdate, root)

        sentences, seen = found()
        out += [f"control: blames what is right: {s}" for s in sentences]
        if seen != 4:
            out.append(f"control: {seen} of 4 strings were found")
        for name, (in_code, old, new) in FAULTS.items():
            if not (found(old, new) if in_code else found("", "", old, new))[0]:
                out.append(f"control: {name} is not seen")
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", required=True)
    args = parser.parse_args()
    lupdate = find_lupdate()
    if lupdate is None:
        print("lupdate is not installed (Debian: qt6-l10n-tools), so the translations were not compared with the code")
        return SKIPPED
    wrong = control(lupdate)
    found, seen = check(lupdate, pathlib.Path(args.root).resolve())
    wrong += found
    for sentence in wrong:
        print(sentence)
    print(f"{seen} strings, {len(FAULTS)} faults tried: {len(wrong)} problems")
    return 1 if wrong or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
