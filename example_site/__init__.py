"""The portal of Przykładów, a fictional Polish town, with wagtail-ocen-urzad installed.

It shows how little a town has to do: list two apps, include one URLconf, and put one template tag
where the banner is to stand. It is also where the package's own tests look at real pages.
"""
