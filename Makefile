# The few things people type. `make demo` and `make test` install what is missing first (packages.txt).
BUILD ?= build
PORT ?= 8080
export PORT DEMO_EXIT

.PHONY: demo test build install bench sanitize clean help

help:
	@echo "make demo      build, serve examples/shop on port $(PORT) and play a conversation (DEMO_EXIT=1 ends it, PORT= another port)"
	@echo "make test      build everything and run every test"
	@echo "make build     the program alone: build/handrail"
	@echo "make bench     the measurements of tests/bench/README.md"
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
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -DHANDRAIL_BENCH=ON -Wno-dev >/dev/null
	@ninja -C $(BUILD) handrail benches
	@for bench in $(BUILD)/bench_*; do echo "== $$(basename $$bench)"; $$bench || exit 1; done

sanitize: install
	@cmake -S . -B $(BUILD)-sanitize -G Ninja -DCMAKE_BUILD_TYPE=Debug -DHANDRAIL_SANITIZE=ON -Wno-dev >/dev/null
	@ninja -C $(BUILD)-sanitize test_base test_dsl test_policy test_journal test_workflows test_reading test_knowledge test_tools
	@python3 tests/run.py --build $(BUILD)-sanitize --only test_base test_dsl test_policy test_journal test_workflows test_reading test_knowledge test_tools

clean:
	@rm -rf $(BUILD) $(BUILD)-sanitize
