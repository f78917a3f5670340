# SPDX-License-Identifier: GPL-3.0-or-later
# Para clientes: qué notan, qué se hace, cuándo sabrán más. Sin nombres y sin causas que no estén confirmadas.
[
  drill + public + ": " + (if .impact.text == "" then "estamos examinando un problema" else .impact.text end)
    + (if .impact.since == null then "." else " (desde las \(.impact.since | clock))." end),
  (if public == "Resuelto" then "El problema está resuelto. Pedimos disculpas y examinaremos cómo se produjo."
   elif public == "En observación" then "La corrección está aplicada y la estamos vigilando."
   elif public == "Identificado" then "Sabemos qué hay que cambiar y estamos en ello."
   else "Estamos buscando la causa." end),
  (.next | map(select(.audience == "public")) | if length == 0 then "" else "Volveremos a escribir antes de las \(.[0].at | clock)." end)
] | paragraphs
