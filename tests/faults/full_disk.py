#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""R-4: the journal's disk is full, or becomes read-only. The relay answers 503 with Retry-After within 1 s,
loses nothing that it acknowledged, does not exit, and goes on within 5 s of there being room again.
Needs to mount a small tmpfs; where that is not allowed the test is skipped."""
import itertools
import os
import pathlib
import subprocess
import sys
import time

from rig import SKIPPED, Sender, alert, expect, must_fail, passed, run, until

TMPFS_MIB = 40  # 16 of them are the relay's ballast, and it wants another to spare before it goes on


class SmallDisk:
    """A tmpfs of its own; a context manager."""

    def __init__(self, folder, mib):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mib}m", "none", str(self.folder)],
                              capture_output=True, check=False)
        if done.returncode != 0:
            print(f"skipped: no tmpfs can be mounted here ({done.stderr.decode().strip()})")
            sys.exit(SKIPPED)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", str(self.folder)], check=False)

    def remount(self, how):
        """True where the kernel does it: it does not while a file is open for writing."""
        return subprocess.run(["mount", "-o", f"remount,{how}", str(self.folder)], capture_output=True,
                              check=False).returncode == 0

    def fill(self, leave=0):
        """Takes what room there is, as another program on the same disk would."""
        size = 1 << 20
        with open(self.folder / "hog", "ab") as hog:
            while size >= 512:
                free = os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_frsize - leave
                if free < size:
                    size //= 2
                    continue
                try:
                    os.posix_fallocate(hog.fileno(), os.fstat(hog.fileno()).st_size, size)
                except OSError:
                    size //= 2

    def free(self):
        (self.folder / "hog").unlink()


def there(rig, data):
    return {row["resource"] for row in rig.json("alerts", "--data", data)}


def check_nothing_lost(rig, data, acked):
    lost = acked - there(rig, data)
    expect(not lost, f"{len(lost)} acknowledged alerts are not there, such as {sorted(lost)[:3]}")


def fill_until_refused(disk, sender, prefix, acked, leave):
    """Posts until the disk is full, so that a 503 comes in the middle of writing; how long that answer took."""
    for count in range(2000):
        disk.fill(max(0, leave - count * 20_000))
        names = [f"{prefix}-{count}-{k}" for k in range(20)]
        began = time.monotonic()
        status = sender.post([alert("Full", name, text="x" * 2000) for name in names])
        took = time.monotonic() - began
        expect(status is not None, "the relay did not answer while its disk was full")
        if status == 503:
            expect(sender.retry_after is not None, "the 503 carries no Retry-After")
            return took
        expect(status == 200, f"the relay answered {status}: {sender.sentence.strip()}")
        acked.update(names)
    return None


def full(rig, args):
    acked = set()
    with SmallDisk(rig.folder / "disk", TMPFS_MIB) as disk:
        data = disk.folder / "data"
        relay = rig.relay(data)
        sender = Sender(relay.port)
        expect(sender.post([alert("Before", "before")]) == 200, "no alert was accepted before the disk was full")
        acked.add("before")
        slowest, resumed = 0.0, 0.0
        for round_ in range(max(1, int(6 * args.scale))):
            took = fill_until_refused(disk, sender, f"round{round_}", acked, args.rng.randrange(2_000_000))
            expect(took is not None, "the disk was full and everything was accepted: the test filled nothing")
            slowest = max(slowest, took)
            for again in range(10):
                began = time.monotonic()
                status = sender.post([alert("Full", f"refused{round_}-{again}")])
                slowest = max(slowest, time.monotonic() - began)
                expect(status == 503, f"a full disk was answered with {status}")
            expect(relay.alive(), "the relay has ended")
            disk.free()
            began = time.monotonic()
            # Each attempt has a name of its own: one that was refused may be on the disk all the same (its answer
            # came before its commit was known), and hearing it again would be right.
            tried = (f"after{round_}-{n}" for n in itertools.count())
            name = until(lambda: (n := next(tried)) and sender.post([alert("After", n)]) == 200 and n, 10,
                         "accepted again once there was room")
            resumed = max(resumed, time.monotonic() - began)
            acked.add(name)
        expect(slowest <= 1, f"a 503 took {slowest:.2f} s, 1 s is promised")
        expect(resumed <= 5, f"it took {resumed:.1f} s to go on, 5 s are promised")
        until(lambda: acked <= there(rig, data), 10, "every acknowledged alert decided")
        rig.verify(data)
        heard = [a["resource"] for a in rig.json("alerts", "--data", data) if a["resource"] in acked and a["count"] != 1]
        expect(not heard, f"{len(heard)} alerts were sent once and heard more often, such as {heard[:3]}")
        must_fail("an acknowledged alert that is not there",
                  lambda: check_nothing_lost(rig, data, acked | {"never-sent"}))
        expect(relay.stop() == 0, "the relay did not end well")
        rig.verify(data)
        passed(f"full disk: {len(acked)} acknowledged, 0 lost; 503 within {slowest:.2f} s; goes on {resumed:.1f} s "
               "after there is room")


def read_only(rig, _args):
    """A journal on a disk that can only be read: a relay that says so, and a verify that still works."""
    with SmallDisk(rig.folder / "disk", TMPFS_MIB) as disk:
        data = disk.folder / "data"
        relay = rig.relay(data)
        sender = Sender(relay.port)
        names = {f"ro-{n}" for n in range(20)}
        expect(sender.post([alert("ReadOnly", name) for name in names]) == 200, "no alert was accepted")
        until(lambda: names <= there(rig, data), 10, "every acknowledged alert decided")
        in_use = disk.remount("ro")
        if in_use:
            status = sender.post([alert("ReadOnly", "refused")])
            expect(status == 503, f"a disk that cannot be written was answered with {status}")
            expect(relay.alive(), "the relay has ended")
            expect(disk.remount("rw"), "the disk cannot be mounted for writing again")
        sender.close()
        relay.kill()
        expect(disk.remount("ro"), "the disk cannot be mounted read-only")
        check_nothing_lost(rig, data, names)
        rig.verify(data)
        before = sorted(p.name for p in data.iterdir())
        child = rig.start(rig.bin / "quarterdeck-relay", "--data", data, "--listen", "127.0.0.1:0", "--token-file",
                          rig.folder / "tokens")
        until(lambda: not child.alive() or any(l.startswith("listening") for l in child.lines), 10,
              "a start on a read-only disk that ends or serves")
        if child.alive():
            port = int(next(l for l in child.lines if l.startswith("listening")).rsplit(":", 1)[1])
            expect(Sender(port).post([alert("ReadOnly", "refused")]) == 503, "it accepted what it cannot write")
            child.kill()
        else:
            expect(child.process.returncode == 1 and child.errors, "it ended without a sentence that says why")
        expect(sorted(p.name for p in data.iterdir()) == before, "files changed on a read-only disk")
        expect(disk.remount("rw"), "the disk cannot be mounted for writing again")
        relay = rig.relay(data)
        expect(Sender(relay.port).post([alert("ReadOnly", "again")]) == 200, "not accepted on a disk that can be written")
        names.add("again")
        until(lambda: names <= there(rig, data), 10, "every acknowledged alert decided")
        rig.verify(data)
        said = next((l for l in child.errors), "it serves and refuses")
        passed(f"read-only disk{', also while in use' if in_use else ''}: nothing lost; at a start: {said[:140]}")


def main(rig, args):
    full(rig, args)
    (rig.folder / "disk").rmdir()
    read_only(rig, args)


if __name__ == "__main__":
    run(main, __doc__)
