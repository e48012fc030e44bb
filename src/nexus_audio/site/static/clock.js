// Times as people write them, from seconds.
/** `12:34`, or `1:02:03` after an hour. */
function clock(time) {
  const whole = Math.max(0, Math.floor(time));
  const pair = (number) => String(number).padStart(2, "0");
  const minutes = `${pair(Math.floor(whole / 60) % 60)}:${pair(whole % 60)}`;
  return whole < 3600 ? minutes : `${Math.floor(whole / 3600)}:${minutes}`;
}
