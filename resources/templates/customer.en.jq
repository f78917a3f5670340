# SPDX-License-Identifier: GPL-3.0-or-later
# For customers: what they feel, what is done, when they hear more. No names, no causes that are not confirmed.
[
  drill + public + ": " + (if .impact.text == "" then "we are looking into a problem" else .impact.text end)
    + (if .impact.since == null then "." else " (since \(.impact.since | clock))." end),
  (if public == "Resolved" then "The problem is resolved. We apologise for it and will look into how it came about."
   elif public == "Monitoring" then "A fix is in place and we are watching it."
   elif public == "Identified" then "We know what to change and are working on it."
   else "We are looking for the cause." end),
  (.next | map(select(.audience == "public")) | if length == 0 then "" else "We will write again by \(.[0].at | clock)." end)
] | paragraphs
