# SPDX-License-Identifier: GPL-3.0-or-later
# For the people who work on it, to be read aloud.
[
  ([headline, impact, cause, firing, commander] | join("\n")),
  (.questions | map(question) | block("Open questions:")),
  (.actions | map(action) | block("Actions:")),
  (since as $title | [turns] + (.changed | map(change)) | block($title)),
  ([next, evidence] | join("\n"))
] | paragraphs
