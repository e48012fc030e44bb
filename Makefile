# make demo   builds the sample episode and publishes it to a folder
# make test   runs the tests
# make test-browser  the pages in a real Chromium (needs Chromium and npm)
# make check  formatting, lint and types, as before every commit
# make bench-feed  writes 10,000 episodes into a feed, against feedgen and podgen
# make pictures    takes the pictures of the pages and of the studio anew (needs Chromium)
# make readers     has other people's programs read feeds and transcripts of the tests (needs npm)
# make chaos       kills publisher and server 200 times, while somebody reads the feed
# make bench-publish  200 MB and 1,000 episodes to a real object storage, against awscli and rclone
# make bench-page   the page of a three-hour episode: sizes, start, search, playing (needs Chromium)
# make bench-alignment  finding what was read, against difflib and others (needs a C compiler)
# make bench-speech  how well a briefing is heard and at what price, against others
# make bench-sound  loudness and its price, against ffmpeg-normalize and plain loudnorm

PYTHON ?= python3
BIN := .venv/bin
NEXUS := $(BIN)/nexus-audio
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SAMPLE := 301-beispiel

.PHONY: demo test test-browser chaos check sample pictures readers clean
.PHONY: bench-alignment bench-feed bench-page bench-publish bench-sound bench-speech
.DELETE_ON_ERROR:

demo: .venv/run
	@$(NEXUS) models fetch base --source index
	@$(NEXUS) build --all || test $$? -eq 3  # 3: built, and something wants a person's look
	@$(NEXUS) publish
	@$(NEXUS) verify
	@echo
	@echo "Open the page:  $(PYTHON) -m webbrowser feed/public/episodes/$(SAMPLE)/index.html"

test: .venv/test
	@$(NEXUS) models fetch base --source index
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup --quiet

test-browser: .venv/browser
	cd tests/browser && npm install --silent --no-audit --no-fund --no-package-lock
	$(BIN)/python -m pytest tests/browser --quiet

chaos: .venv/test
	NEXUS_CHAOS=200 $(BIN)/python -m pytest tests/test_chaos.py --quiet -s

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench-alignment: .venv/bench
	@$(NEXUS) models fetch base --source index
	$(BIN)/python bench/alignment

bench-sound: .venv/bench
	$(BIN)/python bench/sound

bench-speech: .venv/run
	@$(PIP) install -c constraints.txt torch==2.13.0  # for a CPU, where the index has it
	@$(PIP) install -c constraints.txt -e '.[bench-speech]'
	$(BIN)/python bench/speech

sample: .venv/sample
	$(BIN)/python tests/sample/make_sample.py

pictures: demo .venv/browser
	$(BIN)/python tests/sample/make_pictures.py
	$(BIN)/python tests/sample/make_studio_pictures.py

bench-feed: .venv/bench
	$(BIN)/python bench/feed.py

bench-publish: .venv/bench
	$(BIN)/python bench/publish.py

bench-page: .venv/browser
	$(BIN)/python bench/page.py

readers: .venv/readers
	cd tests/readers && npm install --silent --no-audit --no-fund --no-package-lock
	node tests/readers/partytime.mjs
	node tests/readers/webvtt.mjs
	$(BIN)/python tests/readers/archiver.py

clean:
	rm -rf tests/browser/node_modules tests/readers/node_modules .venv .nexus feed/public published

.venv/run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "nexus-audio needs Python 3.11 or newer: make PYTHON=python3.12")'
	@echo "Setting up .venv (once, about a minute) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install -c constraints.txt -e .
	@touch $@

.venv/test .venv/dev .venv/sample .venv/bench .venv/browser .venv/readers: .venv/%: .venv/run
	@$(PIP) install -c constraints.txt -e '.[$*]'
	@touch $@
