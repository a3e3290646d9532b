// The screen: its regions as the server rendered them, the entry they show, and what is said aloud.
import { keep, giveBack, holds } from "./typed.js";

const SIGNED_OUT = "You are signed out. Sign in in another tab; your text stays here.";
const OFFLINE = "Offline: nothing is lost, presses wait.";
const PATIENCE_MS = 8000;
const TAKE_IN_MS = 1000;

export class SignedOut extends Error {}

export class Screen {
  constructor(main) {
    this.main = main;
    this.base = main.dataset.panel;
    this.seq = Number(main.dataset.seq);
    this.csrf = main.dataset.csrf;
    this.digests = {};
    this.waiting = new Map();
    this.refusals = new Map();
    this.news = null;
    this.listeners = [];
    this.asked = null;
    this.setTime(main.dataset.at);
    for (const region of this.regions()) region.dataset.seq = this.seq;
    main.addEventListener("focusout", () => setTimeout(() => this.catchUp()));
    main.addEventListener("toggle", () => setTimeout(() => this.catchUp()), true);
  }

  regions() { return [...this.main.querySelectorAll("[data-region]")]; }

  // The server's clock, carried on by how long the page has been open: the laptop's own clock is not believed.
  setTime(iso) { this.serverAt = Date.parse(iso) - performance.now(); }
  now() { return this.serverAt + performance.now(); }

  whenShown(listener) { this.listeners.push(listener); }

  // Fetch what changed. Calls while one is under way lead to one more after it.
  refresh() {
    if (this.asked) { this.again = true; return this.asked; }
    this.asked = this.fetchState().finally(() => {
      this.asked = null;
      if (this.again) { this.again = false; this.refresh(); }
    });
    return this.asked;
  }

  async fetchState() {
    const have = Object.entries(this.digests).map(([name, digest]) => `${name}:${digest}`).join(",");
    const all = new URLSearchParams(location.search).has("all") ? "&all=1" : "";
    try {
      const answer = await this.ask(`${this.base}/state?have=${encodeURIComponent(have)}${all}`);
      if (!answer.ok) throw new Error(String(answer.status));
      this.show(await answer.json());
      this.online();
    } catch (trouble) {
      this.lost(trouble);
    }
  }

  // A request that knows when the person is signed out and when the server does not answer.
  async ask(address, options = {}) {
    const answer = await fetch(address, {
      ...options,
      headers: { Accept: "application/json", ...options.headers },
      credentials: "same-origin", redirect: "manual", cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
    return answer;
  }

  show(state) {
    if (state.seq < this.seq) return;  // an answer that was overtaken on its way
    this.seq = state.seq;
    this.csrf = state.csrf;
    this.setTime(state.at);
    document.title = state.title;
    document.body.dataset.tone = state.tone;
    for (const region of this.regions()) {
      const name = region.dataset.region;
      this.digests[name] = state.digests[name];
      if (name in state.regions) this.waiting.set(name, { html: state.regions[name], seq: state.seq });
      else if (this.waiting.has(name)) this.waiting.get(name).seq = state.seq;
      else this.setSeq(region, state.seq);
    }
    this.catchUp();
    this.tellNews(state);
    this.main.dataset.follows = "";
  }

  // Put waiting regions in place, except where somebody is typing.
  catchUp() {
    let changed = false;
    for (const region of this.regions()) {
      const fresh = this.waiting.get(region.dataset.region);
      if (!fresh || holds(region, fresh.html)) continue;
      this.waiting.delete(region.dataset.region);
      const kept = keep(region);
      region.innerHTML = fresh.html;
      this.setSeq(region, fresh.seq);
      giveBack(region, kept);
      this.showRefusals(region);
      changed = true;
    }
    if (changed) for (const listener of this.listeners) listener();
  }

  setSeq(region, seq) {
    if (Number(region.dataset.seq) === seq) return;
    region.dataset.seqBefore = region.dataset.seq;
    region.dataset.changedAt = performance.now();
    region.dataset.seq = seq;
  }

  // The entry a person can have seen: what somebody else changed within the last second they cannot have taken in.
  lookedAt(region) {
    if (!region) return this.seq;
    const { seq, seqBefore, changedAt } = region.dataset;
    // What they pressed themselves they know of, before the screen shows it too.
    if (Number(seq) === this.ownBefore && !this.waiting.has(region.dataset.region)) return this.ownSeq;
    const isNews = Number(seq) !== this.ownSeq && performance.now() - Number(changedAt ?? -TAKE_IN_MS) < TAKE_IN_MS;
    return isNews ? seqBefore : seq;
  }

  showRefusals(region) {
    for (const form of region.querySelectorAll("form[data-press]")) {
      const sentence = this.refusals.get(formName(form));
      if (sentence) slotOf(form).textContent = sentence;
    }
  }

  refuse(form, sentence) {
    this.refusals.set(formName(form), sentence);
    const here = form.isConnected ? form : this.twin(form);
    if (here) slotOf(here).textContent = sentence;
    else this.trouble(sentence);
  }

  // The same form after its region was replaced.
  twin(form) {
    return [...document.querySelectorAll("form[data-press]")].find((each) => formName(each) === formName(form));
  }

  forgetRefusals() {
    this.refusals.clear();
    for (const slot of document.querySelectorAll("[data-refusal]")) if (slot.textContent) slot.textContent = "";
  }

  say(words) { tell(document.querySelector("[data-said]"), words); }
  trouble(words) { tell(document.querySelector("[data-trouble]"), words); }

  tellNews(state) {
    const news = { sent: state.sent_news, trouble: state.trouble_news };
    if (this.news && news.trouble && news.trouble !== this.news.trouble) this.trouble(news.trouble);
    else if (this.news && !news.trouble && this.news.trouble) this.trouble("");
    if (this.news && news.sent && news.sent !== this.news.sent) this.say(news.sent);
    this.news = news;
  }

  lost(trouble) {
    this.isAway = true;
    this.trouble(trouble instanceof SignedOut ? SIGNED_OUT : OFFLINE + this.waitingWords());
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.refresh(), 2000);
  }

  waitingWords() { return this.queued ? ` Waiting: ${this.queued()}.` : ""; }

  online() {
    if (!this.isAway) return;
    this.isAway = false;
    this.trouble("");
  }
}

export function formName(form) {
  return form.dataset.formKey || `${form.getAttribute("action")} ${form.querySelector("[name=item],[name=entry]")?.value ?? ""}`;
}

function slotOf(form) { return form.querySelector("[data-refusal]"); }

// The same words twice must be read out twice: the region is emptied first.
function tell(region, words) {
  if (region.textContent === words) region.textContent = "";
  region.textContent = words;
}
