// Copying addresses: one button that goes where the reader is, and one for each chapter.
function copy(text, done) {
  return navigator.clipboard
    ? navigator.clipboard.writeText(text).then(done, () => done(false))
    : Promise.resolve(done(false));
}

document.querySelectorAll("[data-copy].copy-feed").forEach((button) => {
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", () =>
    copy(button.dataset.copy, (failed) => {
      button.textContent = failed === false ? button.dataset.copy : button.dataset.done;
      setTimeout(() => (button.textContent = label), 3000);
    }),
  );
});
