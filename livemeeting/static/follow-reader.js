/* What script says to the reader: new text spoken politely, updates offered, a lost connection admitted. */

const QUIET = 5_000;

/* Speaks new text in a status region, at most once in five seconds, and nothing when the page loads. */
export class Announcer {
  constructor(parent) {
    this.region = document.createElement("p");
    this.region.className = "unseen";
    this.region.setAttribute("role", "status");
    this.region.dataset.byScript = "";
    parent.append(this.region);
    this.waiting = [];
    this.spokeAt = -Infinity;
  }

  say(text) {
    if (!text) return;
    this.waiting.push(text);
    if (this.waiting.length > 1) return;
    setTimeout(() => this.speak(), Math.max(0, this.spokeAt + QUIET - performance.now()));
  }

  speak() {
    const [newest] = this.waiting.slice(-1);
    const others = this.waiting.length - 1;
    this.region.textContent = others ? `${newest} And ${others} more ${others === 1 ? "update" : "updates"}.` : newest;
    this.waiting = [];
    this.spokeAt = performance.now();
  }
}

/* The reader's own controls: Pause beside the timeline, offers and complaints at the foot of the window. */
export class ReaderBar {
  constructor(place, { onResume, onShow }) {
    this.isPaused = false;
    this.pause = this.button("Pause updates", "pause", () => {
      this.isPaused = !this.isPaused;
      this.pause.textContent = this.isPaused ? "Resume updates" : "Pause updates";
      if (!this.isPaused) onResume();
    });
    place.append(this.pause);
    this.bar = document.createElement("div");
    this.bar.className = "reader-bar";
    this.bar.dataset.byScript = "";
    this.words = document.createElement("p");
    this.words.setAttribute("role", "status");
    this.words.className = "reader-bar__words";
    this.offered = this.button("", "reader-bar__show", onShow);
    this.bar.append(this.words, this.offered);
    document.body.append(this.bar);
    this.said = "";
    this.offer(0);
  }

  button(words, name, onClick) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = name;
    button.textContent = words;
    button.dataset.byScript = "";
    button.addEventListener("click", onClick);
    return button;
  }

  /* Offer `count` held updates; 0 takes the offer back. */
  offer(count, status) {
    this.offered.hidden = count === 0;
    if (count) this.offered.textContent = `Show ${count} new ${count === 1 ? "update" : "updates"}`;
    if (count && status && status !== "Live") this.offered.textContent += ` (${status.toLowerCase()})`;
    this.settle();
  }

  /* Say what is wrong; "" when nothing is. */
  complain(words) {
    if (words === this.said) return;
    this.said = words;
    this.words.textContent = words;
    this.settle();
  }

  settle() {
    this.words.hidden = !this.said;
    this.bar.classList.toggle("reader-bar--shown", Boolean(this.said) || !this.offered.hidden);
  }
}
