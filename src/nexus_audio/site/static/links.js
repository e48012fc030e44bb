// "Copy a link to here": at each chapter, and at the passage where the reader is.
function copyButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.title = article.dataset.copy;
  button.setAttribute("aria-label", article.dataset.copy);
  return button;
}

function copyLink(button, hash) {
  const address = new URL(hash, location.href).href;
  copy(address, (failed) => {
    // Where the clipboard is closed to pages, the address bar is open.
    if (failed === false) history.replaceState(null, "", hash);
    tell(failed === false ? article.dataset.shown : article.dataset.copied);
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 2000);
  });
}

const here = copyButton();

/** Bring the button to a passage; it lies over the margin and moves nothing. */
function offerCopy(element) {
  if (!element || here.parentElement === element || here.matches(":focus")) return;
  element.append(here);
}

here.addEventListener("click", () => copyLink(here, here.parentElement.querySelector(".time").hash));
article.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "mouse") offerCopy(target.closest(".said"));
});

chapters.forEach(({ link, title: name }) => {
  const button = copyButton();
  button.setAttribute("aria-label", `${article.dataset.copy}: ${name}`);
  button.addEventListener("click", () => copyLink(button, link.hash));
  link.after(button);
});
