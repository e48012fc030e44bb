// Times as people write them.

/** Milliseconds as 4:05 or 1:04:05.3. */
export function clock(time, digits = 0) {
  const step = 10 ** (3 - digits);
  const ticks = digits ? Math.round(time / step) : Math.floor(time / step);
  const seconds = Math.floor(ticks / 10 ** digits);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = digits ? `.${String(ticks % 10 ** digits).padStart(digits, "0")}` : "";
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}${rest}`;
}

/** A time that a person wrote, in milliseconds; NaN where it is none. */
export function parseClock(text) {
  const found = /^(?:(?:(\d+):)?(\d{1,3}):)?(\d{1,3})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!found) return NaN;
  const [hours, minutes, seconds] = [found[1], found[2], found[3]].map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((found[4] ?? "0").padEnd(3, "0"));
}
