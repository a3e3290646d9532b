/* The line to the server: a stream of events, opened again whenever it is lost or says nothing.
   It knows whether it works; what the page does meanwhile is not its business. */

const SILENT = 15_000;    // three heartbeats in a row: the line is dead, whatever the browser believes
const HIDDEN = 60_000;    // a tab nobody looks at gives its connection back: a browser has six for each site
const FIRST_WAIT = 1_500;
const LONGEST_WAIT = 60_000;

export class Line {
  /* `address()` is where to open it; `on` has a function for each event, which gets its data. */
  constructor(address, on) {
    this.address = address;
    this.on = on;
    this.wait = FIRST_WAIT;
    this.isUp = this.isResting = false;
    this.downSince = performance.now();
    this.hiddenSince = 0;
    this.open();
  }

  /* How long nothing has come over it, in milliseconds; 0 while it works. */
  get downFor() {
    return this.isUp || this.isResting ? 0 : performance.now() - this.downSince;
  }

  open() {
    this.source?.close();
    this.heardAt = performance.now();
    const source = this.source = new EventSource(this.address());
    for (const [name, act] of Object.entries(this.on)) {
      source.addEventListener(name, ({ data }) => {
        this.heardAt = performance.now();
        this.wait = FIRST_WAIT;
        this.isUp = true;
        act(JSON.parse(data));
      });
    }
    // The browser would come back from some errors by itself, but with the place the page had when it was opened.
    source.addEventListener("error", () => { if (source === this.source) this.openLater(); });
  }

  close() {
    this.source?.close();
    this.source = null;
    if (this.isUp) this.downSince = performance.now();
    this.isUp = false;
  }

  openLater() {
    this.close();
    this.opensAt = performance.now() + this.wait * (0.5 + Math.random());
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  /* The server answers again: everybody notices at the same time, so not all come at once. */
  openSoon() {
    this.wait = FIRST_WAIT;
    this.openLater();
  }

  /* The device woke up or has a network again: what was open is most likely dead without knowing it. */
  openAnew() {
    this.close();
    this.wait = FIRST_WAIT;
    if (!this.isResting) this.open();
  }

  /* To be called every second. */
  tick() {
    const now = performance.now();
    this.hiddenSince = document.hidden ? this.hiddenSince || now : 0;
    if (this.isResting !== (this.hiddenSince > 0 && now - this.hiddenSince > HIDDEN)) {
      this.isResting = !this.isResting;
      if (this.isResting) this.close();
      else this.open();
    }
    if (this.isResting) return;
    if (!this.source) {
      if (now >= this.opensAt) this.open();
    } else if (now - this.heardAt > SILENT) {
      this.openLater();
    }
  }
}
