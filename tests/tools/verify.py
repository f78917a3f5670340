#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a Quarterdeck journal's folder: a second implementation, written from the formats' comments, that
`quarterdeckctl verify` must agree with. Prints a JSON object; exit code 1 when something is wrong."""
import hashlib
import json
import sqlite3
import struct
import sys
try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None

ZERO, JOURNAL_OPENED, PART_REDACTED, LONGEST_UNSIGNED = bytes(32), 1, 8, 256

class Bad(Exception):
    pass  # (seq, sentence)

def varint(b, at):
    value = shift = 0
    while True:
        value |= (b[at] & 0x7F) << shift
        at += 1
        if not b[at - 1] & 0x80:
            return value, at
        shift += 7

def blob(b, at):
    n, at = varint(b, at)
    if at + n > len(b):
        raise IndexError
    return b[at:at + n], at + n

def parse(body):
    _, at = varint(body, 1)  # recordedAt, behind the version
    _, at = blob(body, at)  # actor
    _, at = blob(body, at)  # command
    part_hash, at = body[at:at + 32], at + 32
    count, at, facts = *varint(body, at), []
    for _ in range(count):
        kind, at = varint(body, at)
        payload, at = blob(body, at)
        facts.append((kind, payload))
    return part_hash, facts

def entry_hash(seq, previous, body):
    return hashlib.sha256(b"quarterdeck entry 1\n" + struct.pack(">Q", seq) + previous + body).digest()

def witness(folder):
    best = None
    try:
        data = open(folder + "/witness", "rb").read()
    except OSError:
        return None
    for at in (0, 4096):
        slot = data[at:at + 96]
        if len(slot) == 96 and slot[:4] == b"QDW1" and hashlib.sha256(slot[:64]).digest() == slot[64:]:
            counter, seq = struct.unpack(">QQ", slot[4:20])
            if best is None or counter > best[0]:
                best = (counter, seq, slot[20:52], struct.unpack(">Q", slot[52:60])[0])
    return best and best[1:]

def signed(key, seq, hash_, at, signature):
    message = b"quarterdeck head 1\n" + struct.pack(">Q", seq) + hash_ + struct.pack(">q", at)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True

def blame(e, following, expected, previous, seen, sentence):
    seq, prev, hash_, body = e[:4]
    own = hash_ == entry_hash(seq, prev, body)
    vouched = following[1] == hash_ if following else bool(seen) and seen[:2] == (seq, hash_)
    linked = seq == expected and seq > 1 and prev != previous
    if linked and own and vouched:  # a link that does not fit has two ends
        raise Bad(seq - 1, f"it is not the one that entry {seq} was written behind")
    if linked and not own and hash_ == entry_hash(seq - 1, prev, body):
        raise Bad(seq - 1, "it was inserted")
    raise Bad(expected, sentence)

def check(folder, out, bad):
    seen = witness(folder)
    db = sqlite3.connect(f"file:{folder}/journal.db?mode=ro", uri=True)
    meta = {bytes(k): bytes(v) for k, v in db.execute("SELECT key, value FROM meta")}
    key = meta.get(b"_publicKey", b"")
    heads = db.execute("SELECT seq, hash, at, signature FROM heads ORDER BY seq").fetchall()
    rows = db.execute("SELECT e.seq, e.previous, e.hash, e.body, p.salt, p.bytes, r.seq FROM entries e LEFT JOIN "
                      "parts p ON p.seq = e.seq LEFT JOIN redactions r ON r.seq = e.seq ORDER BY e.seq")
    previous, expected, vouched, redacted, covered = ZERO, 1, 0, set(), set()
    e = rows.fetchone()
    while e:
        following = rows.fetchone()
        seq, prev, hash_, body, salt, part, gone = e
        if seq != expected:
            blame(e, following, expected, previous, seen, "it is missing")
        if prev != previous or hash_ != entry_hash(seq, prev, body):
            blame(e, following, expected, previous, seen, "it does not fit the chain")
        part_hash, facts = parse(body)
        found = hashlib.sha256(salt + part).digest() if part else part_hash if gone else ZERO
        if found != part_hash:
            raise Bad(seq, "its texts are not those that it was written with, or are gone")
        redacted |= {seq} if gone else set()
        for kind, payload in facts:
            if kind == JOURNAL_OPENED and seq == 1:
                key = blob(payload, blob(payload, 0)[1])[0]
            elif kind == PART_REDACTED:
                covered.add(varint(payload, 0)[0])
        while heads and heads[0][0] <= seq:
            h = heads.pop(0)
            out["heads"] += 1
            if Ed25519PublicKey and not signed(key, *h):
                bad.append((h[0], "its head is not signed by this journal's key", 0))
            elif h[:2] != (seq, hash_):
                bad.append((vouched + 1, f"rewritten, here or up to entry {seq}", seq))
            else:
                vouched = seq
        if seq - vouched > LONGEST_UNSIGNED:
            bad.append((vouched + 1, "no signed head stands for it", seq))
        if seen and seen[0] == seq and seen[1] != hash_:
            bad.append((vouched + 1, f"rewritten, here or up to entry {seq}: the witness knows another", seq))
        previous, out["entries"], expected, e = hash_, seq, seq + 1, following
    orphans = [h[0] for h in heads] + [db.execute("SELECT coalesce(max(seq), 0) FROM parts").fetchone()[0]]
    if max([seen[0] if seen else 0] + orphans) >= expected:
        bad.append((expected, "missing", 0))
    else:  # what is missing may well have said so
        bad += [(s, "its texts were deleted and no entry says so", 0) for s in redacted - covered]
    if not bad and (not seen or seen[2] > varint(meta.get(b"_evidence", b"\0\0"), 1)[0]):
        raise Bad(0, "the witness is missing, or it knows accepted requests that are not there")

def main():
    out, bad = {"ok": True, "entries": 0, "heads": 0, "firstBad": 0, "sentence": ""}, []
    try:
        check(sys.argv[1], out, bad)
    except Bad as e:
        bad.append(e.args)
    except (sqlite3.Error, IndexError, TypeError) as e:
        bad.append((out["entries"] + 1, f"damaged: {e}"))
    if bad:
        first = min(bad, key=lambda b: b[0])
        for b in bad:  # what names one entry counts more than "one of these"
            first = b if len(b) == 2 and len(first) == 3 and first[0] <= b[0] <= first[2] else first
        out.update(ok=False, firstBad=first[0], sentence=first[1])
    print(json.dumps(out))
    return 0 if out["ok"] else 1

if __name__ == "__main__":
    sys.exit(main())
