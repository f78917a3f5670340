# SPDX-License-Identifier: GPL-3.0-or-later
# Para quienes responden de ello sin trabajar en ello: cinco líneas.
[
  headline,
  impact,
  cause,
  "Se está haciendo: " + (if (.actions | length) == 0 then "nada aún" else (.actions | map("\(.text) (\(.owner | owner))") | join("; ")) end),
  commander,
  next,
  evidence
] | join("\n")
