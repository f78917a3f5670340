# SPDX-License-Identifier: GPL-3.0-or-later
# For whoever joins or takes over, in the order of form ICS-201: situation, map, objectives, actions, organisation,
# resources, what is open.
[
  ("1. Situation\n" + ([headline, impact, cause, firing, bridge] | map(select(. != "")) | join("\n"))),
  ("2. Map\nHit: " + (if (.services.hit | length) == 0 then "no service named" else (.services.hit | join(", ")) end)
    + (if .alerts.first.name == "" then "" else "\nFirst: \(.alerts.first.name), \(.alerts.first.at | clock)" end)
    + (if (.services.upstream | length) == 0 then "" else "\nThey need: " + (.services.upstream | join(", ")) end)),
  ("3. Objectives\n" + (.decisions | map(select(.worked == "")) | if length == 0 then "None is decided." else map("- \(.text): \(.owner | owner)") | join("\n") end)),
  ("4. Actions\n" + ((.done | map("- \(.at | clock) \(.text): \(.state)")) + (.actions | map("- \(.at | clock) " + action)) | if length == 0 then "None." else join("\n") end)),
  ("5. Organisation\n" + commander + "\n"
    + (.organisation | map("- \(.person): " + (if (.roles | length) == 0 then "no role" else (.roles | join(", ")) end)
      + (if .presence == "unknown" then "" else ", \(.presence)" + (if .minutes == null then "" else " for \(.minutes) min" end) end)
      + (if .words == "" then "" else " (\(.words))" end)) | join("\n"))
    + (.spans | map(select(.tooMany) | "\n\(.lead) leads \(.reports | length) people; three to seven is what one can lead.") | join(""))),
  ("6. Resources coming\n" + (.organisation | map(select(.presence == "paged" or .presence == "missing"))
    | if length == 0 then "Nobody is on the way." else map("- \(.person), \(.presence) for \(.minutes) min") | join("\n") end)),
  ("7. Open\n" + ((.questions | map("- " + question)) + (.open | map("- " + .)) | if length == 0 then "Nothing." else join("\n") end)),
  (since as $title | .changed | map(change) | block($title)),
  ([next, evidence] | join("\n"))
] | paragraphs
