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
	@echo "make soak      millions of random policies against the reference, then each fuzzer (SOAK_COUNT=, SOAK_SEED=, FUZZ_SECONDS=)"
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

test: install $(BUILD)/build.ninja
	@ninja -C $(BUILD)
	@python3 tests/run.py --build $(BUILD)

bench: install
	@.ci/install packages-bench.txt
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -DHANDRAIL_BENCH=ON -Wno-dev >/dev/null
	@ninja -C $(BUILD) handrail benches
	@cd tests/bench/peers && npm ci --silent --no-audit --no-fund || echo "npm peers could not be installed: they are left out"
	@for bench in $(BUILD)/bench_*; do echo "== $$(basename $$bench)"; $$bench || exit 1; done

sanitize: install
	@cmake -S . -B $(BUILD)-sanitize -G Ninja -DCMAKE_BUILD_TYPE=Debug -DHANDRAIL_SANITIZE=ON -Wno-dev >/dev/null
	@ninja -C $(BUILD)-sanitize test_base test_dsl test_policy test_journal test_workflows test_reading test_knowledge test_tools
	@python3 tests/run.py --build $(BUILD)-sanitize --only test_base test_dsl test_policy test_journal test_workflows test_reading test_knowledge test_tools

# Random policies from a printed seed, then the fuzzers under the address sanitizer. What a fuzzer finds belongs into tests/fuzz/corpus.
SOAK_COUNT ?= 1000000
SOAK_SEED ?= $(shell date +%s)
FUZZ_SECONDS ?= 300

soak: install $(BUILD)/build.ninja
	@.ci/install packages-soak.txt
	@ninja -C $(BUILD) test_reference
	@HANDRAIL_SEED=$(SOAK_SEED) HANDRAIL_COUNT=$(SOAK_COUNT) HANDRAIL_SOLVER_COUNT=$$(($(SOAK_COUNT) / 200 + 100)) $(BUILD)/test_reference
	@CXX=clang++-16 cmake -S . -B $(BUILD)-fuzz -G Ninja -DCMAKE_BUILD_TYPE=Release -DHANDRAIL_FUZZ=ON -DHANDRAIL_WERROR=OFF -DCMAKE_CXX_FLAGS="-fsanitize=fuzzer-no-link,address -g1" -Wno-dev >/dev/null
	@ninja -C $(BUILD)-fuzz fuzzers
	@for target in parse format gate cases include; do mkdir -p $(BUILD)-fuzz/found/$$target; echo "== $$target"; \
	  nice $(BUILD)-fuzz/$${target}_fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=10 -print_final_stats=1 -verbosity=0 -artifact_prefix=$(BUILD)-fuzz/ \
	    $(BUILD)-fuzz/found/$$target tests/fuzz/corpus/$$target || exit 1; done

clean:
	@rm -rf $(BUILD) $(BUILD)-sanitize $(BUILD)-fuzz
