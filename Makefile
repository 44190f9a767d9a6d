# make demo            the example town on http://127.0.0.1:8000, filled with a finished office
# make demo CHECK=1    the same without staying: fills it, looks at every page, prints what it saw
# make test            the tests with the newest and the oldest supported versions
# Both work from a bare machine and are quick the second time.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test check mariadb docs dist clean

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

TOX := scripts/pythons .venv/bin/tox run

help:
	@sed -n '/^#/!q; s/^# //p' Makefile

demo: .venv/demo
	.venv/bin/python example_site/manage.py demo $(if $(CHECK),--check)

test: .venv/tox
	scripts/system-packages test
	$(TOX) -m test

check: .venv/tox
	$(TOX) -m check

# All that a database can change; `make mariadb TESTS="tests/survey tests/paths"` for some of it.
mariadb: .venv/tox
	$(TOX) -e mariadb -- $(TESTS)

docs dist: .venv/tox
	$(TOX) -m $@

clean:
	rm -rf .venv .tox .mypy_cache .pytest_cache .ruff_cache .hypothesis dist site var

.venv/bin/python:
	scripts/system-packages demo
	"$$(scripts/pythons --newest)" -m venv .venv
	$@ -m pip install --quiet --upgrade "pip>=25.1"

# Editable: the demo shows the checkout. Made again when what it needs or its words change.
.venv/demo: pyproject.toml hatch_build.py $(wildcard wagtail_ocen_urzad/locale/*/LC_MESSAGES/*.po) | .venv/bin/python
	@echo "Installing the package and the example site (a minute)"
	.venv/bin/python -m pip install --quiet --group demo --editable .
	@touch $@

.venv/tox: pyproject.toml | .venv/bin/python
	.venv/bin/python -m pip install --quiet --group runner
	@touch $@
