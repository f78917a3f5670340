#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`quarterdeckctl sources quality` counts what the alerts of each source lack, beside a running server: no service, no
owner, no severity, a service that is not on the map, requests that were refused and that are in quarantine."""
from rig import QUIET, Sender, alert, expect, must_fail, passed, run, until

MAP = """services:
  - name: shop
    owner: storefront
  - name: stock
"""
MINE = """connector: mine
version: 1
title: Mine
receives:
  - signals: '{dedup_key: .key, status: "firing", title: .title, service: .service, severity: .severity}'
"""


def without(name, *labels):
    made = alert(name, "a1", ends_in=3600)
    for label in labels:
        del made["labels"][label]
    return made


def main(rig, _args):
    data = rig.folder / "data"
    connectors = rig.folder / "connectors"
    connectors.mkdir()
    (connectors / "mine.yaml").write_text(MINE)
    (rig.folder / "map.yaml").write_text(MAP)
    relay = rig.relay(data, connectors=connectors, topology=rig.folder / "map.yaml")
    shop, mine = Sender(relay.port), Sender(relay.port, QUIET)
    one = [alert("Owned", "a1", ends_in=3600), alert("NobodyOwns", "a1", ends_in=3600, service="stock"),
           alert("NotOnMap", "a1", ends_in=3600, service="ghost"), without("Nameless", "service"),
           without("Mild", "severity")]
    for _ in range(3):  # heard again is still one alert
        expect(shop.post(one) == 200, f"refused: {shop.sentence}")
    for body in ({"key": "1", "title": "a"}, {"key": "2", "title": "b", "service": "shop", "severity": "high"},
                 {"key": "3", "title": 7}, {"key": "4", "title": 7}):
        expect(mine.post(body, path="/v1/in/mine") == 200, f"refused: {mine.sentence}")
    expect(mine.post(None, body=b"{", path="/v1/in/lost") != 200, "a source that no connector is for was taken")

    def quality():
        return {row.pop("source"): row for row in rig.json("sources", "quality", "--data", data)}

    def seen():
        rows = quality()
        return rows if rows.get("mine", {}).get("quarantined") == 2 and rows["mine"]["alerts"] == 2 and \
            rows.get("shop", {}).get("alerts") == 5 else None

    rows = until(seen, 15, f"five and two alerts and two requests in quarantine; there is {quality()}")
    wanted = {"shop": {"alerts": 5, "no_service": 1, "unmapped": 1, "no_owner": 3, "no_severity": 1, "refused": 0, "quarantined": 0},
              "mine": {"alerts": 2, "no_service": 1, "unmapped": 0, "no_owner": 1, "no_severity": 1, "refused": 0, "quarantined": 2}}
    for source, expected in wanted.items():
        expect(rows[source] == expected, f"{source} has {rows[source]}, not {expected}")
    must_fail("another count", lambda: expect(rows["shop"] == {**wanted["shop"], "no_owner": 2}, "it differs"))
    table = rig.ctl("sources", "quality", "--data", data).splitlines()
    expect(len(table) == 1 + len(rows) and "quarantined" in table[0], f"the table reads {table}")
    rig.ctl("sources", "quality", "--data", rig.folder / "none", code=1)
    rig.ctl("sources", "quantity", "--data", data, code=2)
    expect(relay.stop() == 0, "the relay did not end well")
    passed("quality: two sources, seven alerts, what each lacks; the same alert three times counts once")


if __name__ == "__main__":
    run(main, __doc__)
