# `make run` and `make test` do all their own set-up; nothing else needs to be installed first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test static check format lock campaigns clean help

help:            ## List the commands.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/\t/'

# The lock holds every package but torch, whose builds differ by machine: pip takes a CPU build
# that is at hand, else the registry's. --no-deps on the lock because it is complete.
$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

run: $(READY)    ## Build the index and serve the demo page at http://127.0.0.1:8000.
	$(BIN)/mastery serve

test: $(READY)   ## Run every test that needs no other server.
	$(BIN)/pytest

static: $(READY) ## Static checks.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: static test ## Static checks and tests: what CI runs.

format: $(READY) ## Format the code.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

campaigns: $(READY) ## Long fault-injection runs, at full size.
	$(BIN)/pytest -m campaign

# torch and the CUDA packages of its registry build stay out of the lock (see above).
lock:            ## Write requirements.lock anew (needs uv).
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet \
	  --find-links "$${PIP_FIND_LINKS:-.}" $(foreach p,torch triton cuda-bindings cuda-pathfinder \
	  cuda-toolkit nvidia-cublas nvidia-cuda-cupti nvidia-cuda-nvrtc nvidia-cuda-runtime \
	  nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse \
	  nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx, \
	  --no-emit-package $(p)) -o requirements.lock

clean:           ## Remove the virtual environment and caches.
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build *.egg-info
