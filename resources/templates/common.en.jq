# SPDX-License-Identifier: GPL-3.0-or-later
# What the English templates share. They read the situation document, which models/state/situationdocument.h
# explains, and give one text. Any of these files can be replaced by one of the same name in DIR/templates.
def clock: if . == null then "not known" else .[11:16] + " UTC" end;
def left: if . == null then "" elif . > 0 then ", \(.) min left" else ", overdue by \(-.) min" end;
def owner: if . == "" then "nobody yet" else . end;
def block($title): if length == 0 then empty else $title + "\n" + (map("- " + .) | join("\n")) end;
def paragraphs: map(select(. != "")) | join("\n\n");
def drill: if .incident.drill then "DRILL. " else "" end;
def headline: drill + "SEV-\(.severity) \(.incident.title) (incident \(.incident.id), \(.incident.phase), \(.ageMinutes) min)";
def impact:
  "Impact: " + (if .impact.text == "" then "not known yet" else "\(.impact.text), since \(.impact.since | clock)" end)
  + (if .impact.reports > 0 then "; customer reports: \(.impact.reports)" else "" end);
def cause:
  "Believed cause: "
  + (if .cause.kind == "confirmed" then "\(.cause.text) (confirmed)"
     elif .cause.kind == "supported" then "\(.cause.text) (supported)"
     elif .cause.kind == "testing" then "\(.cause.text) (being tested)"
     elif .cause.kind == "suspect" then "not known; suspect: \(.cause.text) (suggested, not confirmed)"
     else "not known" end)
  + (if (.cause.reasons | length) > 0 then ": " + (.cause.reasons | join("; ")) else "" end);
def commander: "Incident Commander: " + (if .commander == "" then "NOBODY" else "\(.commander), for \(.commandMinutes) min" end);
def question:
  if .kind == "proposal" then "Proposal: \(.text)\(.minutes | left)"
    + (if (.objections | length) > 0 then "; objections: " + (.objections | map("\(.by): \(.reason)") | join("; ")) else "" end)
  else "Hypothesis (\(.belief)): \(.text)" end;
def action: "\(.text): \(.owner | owner), \(.state)\(.minutes | left)";
def change: "\(.at | clock) \(.who): \(.text)";
def since: if .changedSince == null then "So far:" else "Since the last update at \(.changedSince | clock):" end;
def turns: if .turns.raised + .turns.cleared == 0 then "no alert fired or cleared"
  else "alerts that fired: \(.turns.raised), cleared: \(.turns.cleared)" end;
def next: if (.next | length) == 0 then "Next update: not promised"
  else "Next update: " + (.next | map("\(.audience) \(.at | clock)\(.minutes | left)") | join("; ")) end;
def firing: "Alerts: \(.alerts.firing) firing" + (if .alerts.unknown > 0 then ", \(.alerts.unknown) unknown" else "" end);
def evidence: "Journal entry \(.head.seq), \(.head.hash[0:16])";
def bridge: [.bridge.link, .bridge.phone, (if .bridge.pin == "" then "" else "PIN " + .bridge.pin end), .bridge.chat]
  | map(select(. != "")) | if length == 0 then "" else "Bridge: " + join(" · ") end;
def public: if .incident.phase == "Fixing" then "Identified"
  elif .incident.phase == "Monitoring" then "Monitoring"
  elif .incident.phase == "Resolved" or .incident.phase == "Review" then "Resolved"
  else "Investigating" end;
