# SPDX-License-Identifier: GPL-3.0-or-later
# Lo que comparten las plantillas en español. Leen el documento de situación, que explica
# models/state/situationdocument.h, y dan un texto. Lo que escribió una persona o la bitácora queda como está.
def clock: if . == null then "no se sabe" else .[11:16] + " UTC" end;
def left: if . == null then "" elif . > 0 then ", quedan \(.) min" else ", vencido hace \(-.) min" end;
def owner: if . == "" then "nadie aún" else . end;
def block($title): if length == 0 then empty else $title + "\n" + (map("- " + .) | join("\n")) end;
def paragraphs: map(select(. != "")) | join("\n\n");
def drill: if .incident.drill then "SIMULACRO. " else "" end;
def phase: {"Triage": "Triaje", "Investigating": "Investigando", "Fixing": "Reparando", "Monitoring": "En observación",
  "Resolved": "Resuelto", "Review": "En revisión", "Dismissed": "Descartado", "Merged": "Fusionado"}[.] // .;
def state: {"open": "abierta", "acknowledged": "oída", "decided": "decidida", "prepared": "preparada", "approved": "aprobada",
  "running": "en marcha", "watching": "en comprobación", "done": "hecha", "dropped": "abandonada", "verified": "verificada",
  "notverified": "no verificada", "inconclusive": "sin conclusión", "succeeded": "terminada", "failed": "falló",
  "timedout": "sin respuesta a tiempo", "unknown": "se ignora", "cancelled": "cancelada", "rehearsed": "ensayada"}[.] // .;
def presence: {"paged": "avisado", "present": "presente", "missing": "no contesta", "gone": "se fue"}[.] // .;
def audience: {"internal": "interno", "public": "público"}[.] // .;
def headline: drill + "SEV-\(.severity) \(.incident.title) (incidente \(.incident.id), \(.incident.phase | phase), \(.ageMinutes) min)";
def impact:
  "Impacto: " + (if .impact.text == "" then "aún no se sabe" else "\(.impact.text), desde las \(.impact.since | clock)" end)
  + (if .impact.reports > 0 then "; reportes de clientes: \(.impact.reports)" else "" end);
def cause:
  "Causa supuesta: "
  + (if .cause.kind == "confirmed" then "\(.cause.text) (confirmada)"
     elif .cause.kind == "supported" then "\(.cause.text) (apoyada por indicios)"
     elif .cause.kind == "testing" then "\(.cause.text) (en prueba)"
     elif .cause.kind == "suspect" then "no se sabe; sospecha: \(.cause.text) (sugerida, sin confirmar)"
     else "no se sabe" end)
  + (if (.cause.reasons | length) > 0 then ": " + (.cause.reasons | join("; ")) else "" end);
def commander: "Al mando: " + (if .commander == "" then "NADIE" else "\(.commander), desde hace \(.commandMinutes) min" end);
def question:
  if .kind == "proposal" then "Propuesta: \(.text)\(.minutes | left)"
    + (if (.objections | length) > 0 then "; objeciones: " + (.objections | map("\(.by): \(.reason)") | join("; ")) else "" end)
  else "Hipótesis (\({"proposed": "propuesta", "testing": "en prueba"}[.belief] // .belief)): \(.text)" end;
def action: "\(.text): \(.owner | owner), \(.state | state)\(.minutes | left)";
def change: "\(.at | clock) \(.who): \(.text)";
def since: if .changedSince == null then "Hasta ahora:" else "Desde el último comunicado, de las \(.changedSince | clock):" end;
def turns: if .turns.raised + .turns.cleared == 0 then "ninguna alerta se activó ni se despejó"
  else "alertas que se activaron: \(.turns.raised), despejadas: \(.turns.cleared)" end;
def next: if (.next | length) == 0 then "Próximo comunicado: sin prometer"
  else "Próximo comunicado: " + (.next | map("\(.audience | audience) \(.at | clock)\(.minutes | left)") | join("; ")) end;
def firing: "Alertas: \(.alerts.firing) activas" + (if .alerts.unknown > 0 then ", \(.alerts.unknown) inciertas" else "" end);
def evidence: "Entrada \(.head.seq) del diario, \(.head.hash[0:16])";
def bridge: [.bridge.link, .bridge.phone, (if .bridge.pin == "" then "" else "PIN " + .bridge.pin end), .bridge.chat]
  | map(select(. != "")) | if length == 0 then "" else "Puente: " + join(" · ") end;
def public: if .incident.phase == "Fixing" then "Identificado"
  elif .incident.phase == "Monitoring" then "En observación"
  elif .incident.phase == "Resolved" or .incident.phase == "Review" then "Resuelto"
  else "Investigando" end;
