# SPDX-License-Identifier: GPL-3.0-or-later
# Para quien se incorpora o toma el relevo, en el orden del formulario ICS-201: situación, mapa, objetivos, acciones,
# organización, recursos, lo que queda abierto.
[
  ("1. Situación\n" + ([headline, impact, cause, firing, bridge] | map(select(. != "")) | join("\n"))),
  ("2. Mapa\nAfectados: " + (if (.services.hit | length) == 0 then "ningún servicio nombrado" else (.services.hit | join(", ")) end)
    + (if .alerts.first.name == "" then "" else "\nPrimero: \(.alerts.first.name), \(.alerts.first.at | clock)" end)
    + (if (.services.upstream | length) == 0 then "" else "\nNecesitan: " + (.services.upstream | join(", ")) end)),
  ("3. Objetivos\n" + (.decisions | map(select(.worked == "")) | if length == 0 then "Nada está decidido." else map("- \(.text): \(.owner | owner)") | join("\n") end)),
  ("4. Acciones\n" + ((.done | map("- \(.at | clock) \(.text): \(.state | state)")) + (.actions | map("- \(.at | clock) " + action)) | if length == 0 then "Ninguna." else join("\n") end)),
  ("5. Organización\n" + commander + "\n"
    + (.organisation | map("- \(.person): " + (if (.roles | length) == 0 then "sin función" else (.roles | join(", ")) end)
      + (if .presence == "unknown" then "" else ", \(.presence | presence)" + (if .minutes == null then "" else " desde hace \(.minutes) min" end) end)
      + (if .words == "" then "" else " (\(.words))" end)) | join("\n"))
    + (.spans | map(select(.tooMany) | "\n\(.lead) dirige a \(.reports | length) personas; de tres a siete es lo que una puede dirigir.") | join(""))),
  ("6. Recursos en camino\n" + (.organisation | map(select(.presence == "paged" or .presence == "missing"))
    | if length == 0 then "Nadie está en camino." else map("- \(.person), \(.presence | presence) desde hace \(.minutes) min") | join("\n") end)),
  ("7. Abierto\n" + ((.questions | map("- " + question)) + (.open | map("- " + .)) | if length == 0 then "Nada." else join("\n") end)),
  (since as $title | .changed | map(change) | block($title)),
  ([next, evidence] | join("\n"))
] | paragraphs
