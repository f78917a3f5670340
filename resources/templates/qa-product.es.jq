# SPDX-License-Identifier: GPL-3.0-or-later
# Para calidad y producto: qué está afectado, qué cambió, qué se intenta.
[
  ([headline, impact, cause] | join("\n")),
  (.services.hit | block("Servicios afectados, los primeros primero:")),
  (.services.upstream | block("Lo que necesitan:")),
  (.decisions | map("\(.at | clock) \(.text)" + (if .worked == "yes" then ": funcionó" elif .worked == "no" then ": no funcionó" elif .worked == "unclear" then ": no está claro" else "" end)) | block("Decisiones:")),
  (.done | map("\(.at | clock) \(.text): \(.state | state)") | block("Hecho:")),
  (.actions | map(action) | block("En curso:")),
  evidence
] | paragraphs
