"""How staff type dates. Django's own Polish list refuses what offices write (domain 6)."""

from __future__ import annotations

SHOWN = "%d.%m.%Y"
TYPED = ("%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
