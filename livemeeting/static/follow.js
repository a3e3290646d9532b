/* Follows a meeting: takes the steps the server sends, in order and each once, and fetches what it missed.
   It keeps no state but where the page stands (epoch, seq) and the steps it holds back for the reader. */

import { Line } from "./follow-line.js";
import { applyStep, enhance, keepingPlace, openForPaper } from "./follow-page.js";
import { Announcer, ReaderBar } from "./follow-reader.js";

const TOP = 8;            // pixels: a reader further down is reading
const BLOCKED = 4_000;    // a stream silent for longer may be blocked, or held back by a proxy: ask meanwhile
const POLL = 5_000;
const ASLEEP = 10_000;    // no tick for so long: the device slept
const LOST = 15_000;      // nothing heard at all, three heartbeats in a row
const STALE = 120_000;
const PATIENCE = 10_000;

const main = document.getElementById("main");
const announcer = new Announcer(document.body);
const bar = new ReaderBar(document.getElementById("follow-controls"), { onResume: showHeld, onShow: show });

let { epoch } = main.dataset;
let seq = Number(main.dataset.seq);
let held = [];
let wanted = seq;         // the newest seq we know of
let heard = performance.now();
let nextPoll = 0;
let tickedAt = Date.now();
let isFetching = false;
let isAway = false;       // the last question over HTTP was not answered
let line;
let isLeaving = false;

const jitter = (milliseconds) => milliseconds * (0.8 + 0.4 * Math.random());
const isScrolled = () => window.scrollY > TOP;
const newest = () => (held.length ? held[held.length - 1].seq : seq);

function hear() {
  heard = performance.now();
}

/* A step, pushed or fetched. */
function receive(step) {
  hear();
  if (step.epoch !== epoch) return startAnew();
  wanted = Math.max(wanted, step.seq);
  if (step.seq <= newest()) return;
  if (step.from !== newest()) return void catchUp();
  held.push(step);
  if (!bar.isPaused) announcer.say(step.announce);
  release();
}

/* Show what is held, unless the reader is reading. What is no longer public never waits. */
function release() {
  if (!held.length) return bar.offer(0);
  if (held.some((step) => step.at_once) || !(bar.isPaused || isScrolled())) return showHeld();
  bar.offer(held.reduce((sum, step) => sum + step.count, 0), held[held.length - 1].status);
}

function showHeld() {
  keepingPlace(isScrolled(), () => {
    for (const step of held) {
      applyStep(main, step);
      ({ seq } = step);
    }
  });
  held = [];
  main.dataset.seq = seq;
  bar.offer(0);
}

function show() {
  showHeld();
  const heading = document.getElementById("timeline-heading");
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start", behavior: "instant" });
}

async function catchUp() {
  if (isFetching) return;
  isFetching = true;
  try {
    const answer = await fetch(`${main.dataset.updates}?after=${newest()}`, {
      headers: { Accept: "application/json" },
      cache: "no-cache",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) throw new Error(answer.status);
    const step = await answer.json();
    isFetching = false;
    receive(step);
    if (isAway && line.downFor) line.openSoon();
    isAway = false;
  } catch {
    // No network, or no server: a tick says so, and asks again.
    isAway = true;
  }
  isFetching = false;
}

/* Where the server's page stands. */
function compare(there) {
  hear();
  if (there.epoch !== epoch) return startAnew();
  wanted = Math.max(wanted, there.seq);
  if (wanted > newest()) catchUp();
}

/* Another edition of the page: its agenda was changed, or the server started from another database. */
function startAnew() {
  if (isLeaving) return;
  isLeaving = true;
  setTimeout(() => location.reload(), 500 + 2_500 * Math.random());
}

function tick() {
  const now = performance.now();
  if (Date.now() - tickedAt > ASLEEP && !line.isResting) wakeUp();
  tickedAt = Date.now();
  const wasResting = line.isResting;
  line.tick();
  if (wasResting || line.isResting) return hear();
  const isDown = line.downFor > BLOCKED;
  if ((isDown || wanted > newest()) && now >= nextPoll) {
    nextPoll = now + jitter(isDown ? POLL : 1_000);
    catchUp();
  }
  bar.complain(complaint(now - heard));
}

/* After a sleep or without a network for a while: ask at once, and open the line again. */
function wakeUp() {
  line.openAnew();
  nextPoll = performance.now() + jitter(POLL);
  catchUp();
}

function complaint(silence) {
  const last = document.getElementById("updated")?.textContent;
  if (silence > STALE && document.querySelector(".status__word--live")) {
    return `This page may be out of date${last ? `: the last update it has is from ${last}` : ""}. It keeps trying; you can also reload it.`;
  }
  if (silence > LOST) return `Connection lost${last ? `, last update ${last}` : ""}. Trying again.`;
  return "";
}

enhance(main, announcer);
openForPaper();
addEventListener("scroll", () => { if (held.length && !isScrolled() && !bar.isPaused) showHeld(); }, { passive: true });
addEventListener("visibilitychange", tick);
addEventListener("online", wakeUp);
addEventListener("pageshow", (event) => { if (event.persisted) wakeUp(); });
line = new Line(() => `${main.dataset.stream}?at=${epoch}.${newest()}`, {
  step: receive, beat: compare, resync: catchUp,
});
setInterval(tick, 1_000);
