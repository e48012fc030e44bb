// Single keys for the whole page, which the reader can turn off (WCAG 2.2, 2.1.4), and the start.
const sheet = document.querySelector(".sheet");
const inSheet = (name) => sheet.querySelector(`[data-do="${name}"]`);
const SHORTCUTS = {
  k: toggle,
  j: () => go(audio.currentTime - STEP),
  l: () => go(audio.currentTime + STEP),
  p: () => toChapter(-1),
  n: () => toChapter(1),
  f() {
    follow(!following);
    if (following) keepInView(true);
  },
  "/"() {
    find.scrollIntoView({ block: "nearest" });
    query.focus();
    query.select();
  },
  "?": () => sheet.showModal(),
};

inSheet("shortcuts").checked = memory.read("keys") !== "off";
inSheet("shortcuts").addEventListener("change", ({ target }) => {
  memory.write("keys", target.checked ? null : "off");
});
inSheet("forget").addEventListener("click", ({ target }) => {
  memory.forget();
  remembers = false;
  inSheet("shortcuts").checked = true;
  const label = target.textContent;
  target.textContent = target.dataset.done;
  setTimeout(() => (target.textContent = label), 3000);
});
inSheet("close").addEventListener("click", () => sheet.close());
part("keys").addEventListener("click", () => sheet.showModal());

document.addEventListener("keydown", (event) => {
  const writes = event.target.closest?.("input:not([type=range]), select, textarea, dialog");
  if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = inSheet("shortcuts").checked && SHORTCUTS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

// From here on the page is ours: our bar instead of the browser's.
audio.controls = false;
bar.hidden = find.hidden = false;
document.documentElement.classList.add("scripted");
setSpeed(Number(memory.read("speed")) || 1);
if (audio.readyState) takeUp();
else audio.addEventListener("loadedmetadata", takeUp, { once: true });
arrive();
showTime();
if (audio.error || audio.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) tellBroken();
