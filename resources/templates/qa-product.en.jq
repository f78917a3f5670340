# SPDX-License-Identifier: GPL-3.0-or-later
# For QA and product: what is hit, what changed, what is tried.
[
  ([headline, impact, cause] | join("\n")),
  (.services.hit | block("Services that are hit, first ones first:")),
  (.services.upstream | block("What they need:")),
  (.decisions | map("\(.at | clock) \(.text)" + (if .worked == "yes" then ": worked" elif .worked == "no" then ": did not work" elif .worked == "unclear" then ": unclear" else "" end)) | block("Decisions:")),
  (.done | map("\(.at | clock) \(.text): \(.state)") | block("Done:")),
  (.actions | map(action) | block("Under way:")),
  evidence
] | paragraphs
