# SPDX-License-Identifier: GPL-3.0-or-later
# For those who answer for it and do not work on it: five lines.
[
  headline,
  impact,
  cause,
  "Being done: " + (if (.actions | length) == 0 then "nothing yet" else (.actions | map("\(.text) (\(.owner | owner))") | join("; ")) end),
  commander,
  next,
  evidence
] | join("\n")
