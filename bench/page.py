"""The page of three hours and 27,000 words in a real Chromium: sizes, start, search, playing.

Beside it the same text as other players write it, with an element for each word
(hyperaudio-lite and Able Player do), without any script: what only the markup costs.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

from nexus_audio.site.assets import content  # noqa: E402
from toy_pages import LONG  # noqa: E402
from toy_site import serving, tree  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = f"episodes/{LONG.episode.slug}/index.html"
WORDS = "words.html"
RUNS = 5
SIZE: Any = {"width": 1280, "height": 900}
SECONDS = 20
QUERIES = ("a", "st", "ung", "strasse", "bi da", "kl", "nichts davon")
START = """() => {
  const [entry] = performance.getEntriesByType('navigation');
  return {
    interactive: entry.domContentLoadedEventEnd,
    elements: document.getElementsByTagName('*').length,
  };
}"""
ASK = """async (text) => {
  const input = document.querySelector('.find input');
  input.value = text;
  const before = performance.now();
  input.dispatchEvent(new Event('input'));
  const answered = performance.now() - before;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [answered, performance.now() - before, document.querySelector('.find output').value];
}"""
CATEGORIES = ["toplevel", "devtools.timeline"]


@dataclass(frozen=True)
class Work:
    """What the page's main thread did: seconds of CPU, and its longest task in ms of CPU."""

    cpu: float
    longest: float


@contextmanager
def watched(browser: Browser, page: Page) -> Iterator[list[Work]]:
    """Gives one `Work` when it is over. CPU, not wall time: other programs do not count."""
    found: list[Work] = []
    browser.start_tracing(page=page, categories=CATEGORIES)
    yield found
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        event["tdur"] / 1000
        for event in events
        if event["name"] == "ThreadControllerImpl::RunTask"
        and (event["pid"], event["tid"]) in main
        and "tdur" in event
    ]
    found.append(Work(sum(tasks) / 1000, max(tasks, default=0)))


def by_words(page: str) -> str:
    """The page with an element for each word, with its time, and without the script."""
    spans = re.sub(r"<script defer.*?</script>", "", page)
    clock = iter(word.start for utterance in LONG.utterances for word in utterance.words)

    def sentence(found: re.Match[str]) -> str:
        words = (f'<span data-m="{next(clock)}">{word}</span>' for word in found[1].split())
        return " ".join(words)

    # Headings and times are `a` and `b`; spans without class are sentences.
    text = re.sub(
        r"(?s)<article.*</article>",
        lambda found: re.sub(r'<span(?: id="t=[^"]+")?>([^<]*)</span>', sentence, found[0]),
        spans,
    )
    return re.sub(r' data-w="[^"]*"', "", text)


def median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def start(browser: Browser, url: str) -> dict[str, float]:
    """The figures of opening a page, each the median of some runs."""
    found = []
    for _ in range(RUNS):
        page = browser.new_page(viewport=SIZE)
        with watched(browser, page) as work:
            page.goto(url, wait_until="load")
            page.wait_for_timeout(300)
        one = page.evaluate(START)
        found.append({**one, "cpu": work[0].cpu * 1000, "longest": work[0].longest})
        page.close()
    return {name: median([one[name] for one in found]) for name in found[0]}


def main() -> None:
    from playwright.sync_api import sync_playwright

    files = tree([LONG])
    page = files[PAGE].decode()
    files[WORDS] = by_words(page).replace("../../", "").encode()
    zipped = {name: len(gzip.compress(files[name])) / 1000 for name in (PAGE, WORDS)}
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    lengths = {LONG.enclosure.name: LONG.duration / 1000}
    with serving(files, lengths) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        print("| 27,000 words | HTML, gzip | elements | interactive | CPU | longest task, CPU |")
        print("|---|---|---|---|---|---|")
        for name, path in (("nexus-audio", PAGE), ("an element a word, no script", WORDS)):
            one = start(browser, address + path)
            print(
                f"| {name} | {zipped[path]:.0f} kB | {one['elements']:.0f} "
                f"| {one['interactive']:.0f} ms | {one['cpu']:.0f} ms | {one['longest']:.0f} ms |"
            )
        for name in ("reader.js", "reader.css"):
            print(f"{name}: {len(gzip.compress(content(name))) / 1000:.1f} kB")
        listening = browser.new_page(viewport=SIZE)
        listening.goto(address + PAGE)
        for text in QUERIES:
            answers = [listening.evaluate(ASK, text) for _ in range(RUNS)]
            answered, painted = (median([one[index] for one in answers]) for index in (0, 1))
            print(f"search {text!r}: {answered:.1f} ms, painted after {painted:.1f} ms")
        listening.evaluate(ASK, "")
        listening.select_option(".speed select", "2")
        with watched(browser, listening) as work:
            listening.click(".play")
            listening.wait_for_timeout(SECONDS * 1000)
        share = work[0].cpu / SECONDS
        print(
            f"playing at double speed: longest task {work[0].longest:.0f} ms, {share:.0%} of a core"
        )
        browser.close()


if __name__ == "__main__":
    main()
