# SPDX-License-Identifier: GPL-3.0-or-later
# Para quienes trabajan en ello; se lee en voz alta.
[
  ([headline, impact, cause, firing, commander] | join("\n")),
  (.questions | map(question) | block("Cuestiones abiertas:")),
  (.actions | map(action) | block("Acciones:")),
  (since as $title | [turns] + (.changed | map(change)) | block($title)),
  ([next, evidence] | join("\n"))
] | paragraphs
