/* Follows a meeting: takes the steps the server sends, in order and each once, and fetches what it missed.
   It keeps no state but where the page stands (epoch, seq) and the steps it holds back for the reader. */

import { applyStep, enhance, keepingPlace, openForPaper } from "./follow-page.js";
import { Announcer, ReaderBar } from "./follow-reader.js";
import { io } from "./vendor/socket.io.esm.min.js";

const TOP = 8;            // pixels: a reader further down is reading
const BLOCKED = 5_000;    // a socket silent for longer may be blocked: ask over HTTP meanwhile
const POLL = 5_000;
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
let downSince = heard;    // 0 while the socket is up
let nextPoll = 0;
let isFetching = false;
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
    if (answer.ok) {
      const step = await answer.json();
      isFetching = false;
      receive(step);
    }
  } catch {
    // No network: the next tick says so and asks again.
  }
  isFetching = false;
}

/* Another edition of the page: its agenda was changed, or the server started from another database. */
function startAnew() {
  if (isLeaving) return;
  isLeaving = true;
  setTimeout(() => location.reload(), 500 + 2_500 * Math.random());
}

function tick() {
  const now = performance.now();
  const isDown = downSince > 0 && now - downSince > BLOCKED;
  if ((isDown || wanted > newest()) && now >= nextPoll) {
    nextPoll = now + jitter(isDown ? POLL : 1_000);
    catchUp();
  }
  bar.complain(complaint(now - heard));
}

function complaint(silence) {
  const last = document.getElementById("updated")?.textContent;
  if (silence > STALE && document.querySelector(".status__word--live")) {
    return `This page may be out of date${last ? `: the last update it has is from ${last}` : ""}. It keeps trying; you can also reload it.`;
  }
  if (silence > LOST) return `Connection lost${last ? `, last update ${last}` : ""}. Trying again.`;
  return "";
}

function follow() {
  const socket = io("/public", { transports: ["websocket"], auth: { address: main.dataset.address }, reconnectionDelayMax: 10_000 });
  socket.io.on("ping", hear);
  socket.on("hello", (where) => {
    hear();
    if (where.epoch !== epoch) return startAnew();
    wanted = Math.max(wanted, where.seq);
    if (wanted > newest()) catchUp();
  });
  socket.on("update", receive);
  socket.on("connect", () => { downSince = 0; });
  socket.on("disconnect", (reason) => {
    downSince = performance.now();
    // The library never comes back by itself after these words; the server only restarts.
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), 2_000 + 2_000 * Math.random());
  });
  socket.on("connect_error", () => {
    downSince ||= performance.now();
    if (!socket.active) setTimeout(() => socket.connect(), 30_000);
  });
}

enhance(main, announcer);
openForPaper();
addEventListener("scroll", () => { if (held.length && !isScrolled() && !bar.isPaused) showHeld(); }, { passive: true });
addEventListener("visibilitychange", tick);
addEventListener("online", () => { nextPoll = 0; });
setInterval(tick, 1_000);
follow();
