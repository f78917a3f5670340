# SPDX-License-Identifier: GPL-3.0-or-later
"""A real window driven from outside: found and read through AT-SPI, acted on through the X server.

Text counts only where it is painted: painted() asks that its extents lie inside the window. Acting through
AT-SPI would bypass focus, hit-testing and what covers a control, so keys and clicks go through xdotool.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

READY = "QD_E2E_INSIDE"


def run_inside_session(script):
    """Starts the calling test again under Xvfb, openbox and a session bus of its own; returns its exit code."""
    if os.environ.get(READY):
        return None
    for tool in ("Xvfb", "openbox", "dbus-run-session", "xdotool", "import"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed (packaging/setup --test installs it)")
            return 77
    runtime = tempfile.mkdtemp(prefix="qd-e2e-")
    os.chmod(runtime, 0o700)
    read, write = os.pipe()
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    display = os.read(read, 16).decode().strip()
    env = dict(os.environ, DISPLAY=f":{display}", XDG_RUNTIME_DIR=runtime, QT_QPA_PLATFORM="xcb", TZ="UTC",
               QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", HOME=runtime, USER="kestrel", **{READY: "1"})
    wm = subprocess.Popen(["openbox"], env=env, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        return subprocess.run(["dbus-run-session", "--", "/usr/bin/python3", script, *sys.argv[1:]], env=env).returncode
    finally:
        wm.kill()
        xvfb.kill()
        xvfb.wait()
        shutil.rmtree(runtime, ignore_errors=True)


def await_(what, condition, seconds=30.0):
    """Awaits a condition; fails with `what` in the sentence."""
    end = time.monotonic() + seconds
    last = None
    while time.monotonic() < end:
        try:
            last = condition()
            if last:
                return last
        except Exception as e:  # the tree changes under us: that is "not yet"
            last = e
        time.sleep(0.1)
    raise AssertionError(f"not seen within {seconds:.0f} s: {what} (last: {last!r})")


class Window:
    def __init__(self, args, log=None, env=None):
        import pyatspi
        self.atspi = pyatspi
        self.log = open(log or os.devnull, "ab")
        self.process = subprocess.Popen(args, stdout=self.log, stderr=self.log, env=env)
        self.app = await_("the window on the accessibility bus", self._find_app, 30)
        self.frame = await_("the main window", self._find_frame, 20)
        self.activate()

    def _find_app(self):
        desktop = self.atspi.Registry.getDesktop(0)
        for i in range(desktop.childCount):
            app = desktop.getChildAtIndex(i)
            if app and app.get_process_id() == self.process.pid:
                return app
        return None

    def _find_frame(self):
        for i in range(self.app.childCount):
            child = self.app.getChildAtIndex(i)
            if child and child.childCount:
                return child
        return None

    def x_window(self):
        out = subprocess.run(["xdotool", "search", "--all", "--pid", str(self.process.pid), "--onlyvisible", "--name", "Quarterdeck"],
                             capture_output=True, text=True).stdout.split()
        return out[0] if out else None

    def activate(self):
        window = await_("an X window", self.x_window)
        subprocess.run(["xdotool", "windowactivate", "--sync", window], check=False, stderr=subprocess.DEVNULL)

    # Reading -----------------------------------------------------------------------------------------
    def nodes(self, root=None, limit=6000):
        stack = [root or self.frame]
        count = 0
        while stack and count < limit:
            node = stack.pop()
            if node is None:
                continue
            count += 1
            yield node
            try:
                children = node.childCount
                if node.getRoleName() in ("table", "tree", "tree table", "list") and children > 400:
                    children = 400
                for i in reversed(range(children)):
                    stack.append(node.getChildAtIndex(i))
            except Exception:
                continue

    @staticmethod
    def text_of(node):
        parts = [node.name or ""]
        try:
            parts.append(node.queryText().getText(0, -1))
        except Exception:
            pass
        parts.append(node.description or "")
        return "\n".join(p for p in parts if p)

    def extents(self, node):
        e = node.queryComponent().getExtents(self.atspi.DESKTOP_COORDS)
        return e.x, e.y, e.width, e.height

    def painted(self, node):
        x, y, w, h = self.extents(node)
        fx, fy, fw, fh = self.extents(self.frame)
        showing = node.getState().contains(self.atspi.STATE_SHOWING)
        return showing and w > 0 and h > 0 and x >= fx and y >= fy and x + w <= fx + fw and y + h <= fy + fh

    def find(self, text=None, role=None, name=None, painted=True):
        for node in self.nodes():
            try:
                if role and node.getRoleName() != role:
                    continue
                if name is not None and node.name != name:
                    continue
                if text is not None and text not in self.text_of(node):
                    continue
                if painted and not self.painted(node):
                    continue
                return node
            except Exception:
                continue
        return None

    def see(self, text, seconds=30, role=None):
        """The node that paints `text` within the window."""
        return await_(f"“{text}” painted in the window", lambda: self.find(text=text, role=role), seconds)

    def gone(self, text, seconds=30):
        await_(f"“{text}” gone", lambda: self.find(text=text) is None, seconds)

    def dump(self, file=sys.stdout):
        for node in self.nodes():
            try:
                print(node.getRoleName(), repr(self.text_of(node)[:120]), self.extents(node), file=file)
            except Exception:
                continue

    # Acting ------------------------------------------------------------------------------------------
    def key(self, *keys):
        for k in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", k], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "4", "--", text], check=True)

    def click(self, node):
        x, y, w, h = self.extents(node)
        subprocess.run(["xdotool", "mousemove", str(x + w // 2), str(y + h // 2), "click", "1"], check=True)

    def palette(self, words):
        """Runs an action by its words in the command palette, as a person without a mouse would."""
        self.key("ctrl+k")
        self.type(words)
        self.key("Return")

    def shot(self, file):
        subprocess.run(["import", "-window", "root", file], check=False)

    # Ending ------------------------------------------------------------------------------------------
    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
