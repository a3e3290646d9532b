// Clocks: the server's time of day, and the seconds left of each countdown, in text.

export function startClocks(screen) {
  const clock = document.querySelector("[data-clock]");
  const format = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: screen.main.dataset.zone,
  });
  const tick = () => {
    const now = screen.now();
    clock.textContent = format.format(now);
    for (const each of document.querySelectorAll("[data-until]")) {
      const left = Math.max(0, Math.ceil((Date.parse(each.dataset.until) - now) / 1000));
      const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (each.textContent !== words) each.textContent = words;
    }
  };
  tick();
  setInterval(tick, 250);
  screen.whenShown(tick);
}
