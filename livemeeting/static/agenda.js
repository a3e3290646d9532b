/* The agenda editor made instant. Every button here is a form button that works without this file; it only
   spares the officer the way to the server and back. The form itself is all the state there is. */

const form = document.querySelector("[data-agenda]");
const list = form.querySelector("[data-rows]");
const lines = form.querySelector("[data-source]");
const bar = document.getElementById("save");
const find = (row, name) => row.querySelector(`[data-${name}]`);
const rows = () => [...list.children];
const shown = () => rows().filter((row) => !isDeleted(row));
const isDeleted = (row) => find(row, "deleted").value === "1";
let isUnsaved = form.hasAttribute("data-unsaved");
let isLeavingOnPurpose = false;

function field(row, name) {
  return document.getElementById(`${name}.${row.dataset.key}`);
}

function nameOf(row) {
  const words = `${field(row, "number").value} ${field(row, "title").value}`.trim().replace(/\s+/g, " ");
  return words.slice(0, 60) || "the empty row";
}

function tell(sentence) {
  form.querySelector("[data-told]").textContent = sentence;
}

/* --- what the buttons do ------------------------------------------------------------------- */

const acts = {
  up: (row) => move(row, -1),
  down: (row) => move(row, 1),
  delete: (row) => {
    setDeleted(row, true);
    row.querySelector(".row__gone button").focus();
    tell(`${nameOf(row)} is deleted when you save. You can put it back.`);
  },
  restore: (row) => {
    setDeleted(row, false);
    field(row, "title").focus();
    tell(`${nameOf(row)} is back.`);
  },
  settle: (row) => settle(row),
  add: (row) => add(row),
};

function move(row, by) {
  const others = shown();
  const other = others[others.indexOf(row) + by];
  if (!other) {
    tell(by < 0 ? "This is the first row." : "This is the last row.");
    return;
  }
  const focused = document.activeElement;
  if (by < 0) other.before(row); else other.after(row);
  if (row.contains(focused)) focused.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  changed();
  tell(`${nameOf(row)} is now row ${shown().indexOf(row) + 1} of ${shown().length}.`);
}

function setDeleted(row, isGone) {
  find(row, "deleted").value = isGone ? "1" : "";
  find(row, "gone-name").textContent = nameOf(row);
  row.classList.toggle("row--deleted", isGone);
  for (const doubt of form.querySelectorAll(`[data-doubt-of="${row.dataset.key}"]`)) doubt.hidden = isGone;
  changed();
}

function settle(row) {
  for (const doubt of form.querySelectorAll(`[data-doubt-of="${row.dataset.key}"]`)) doubt.remove();
  for (const doubt of row.querySelectorAll("[data-doubt], [data-doubts]")) doubt.remove();
  const left = form.querySelector("[data-doubt-list]");
  if (left && !left.querySelector("[data-doubt-of]")) left.remove();
  field(row, "title").focus();
  changed();
}

function add(after) {
  if (rows().length >= 400) {
    tell("An agenda has at most 400 rows. Delete a row first.");
    return;
  }
  const number = Number(list.dataset.next.slice(1));
  list.dataset.next = `r${number + 1}`;
  const holder = document.createElement("template");
  holder.innerHTML = form.querySelector("[data-blank]").innerHTML.replaceAll("__key__", `r${number}`);
  const row = holder.content.firstElementChild;
  if (after) after.after(row); else list.append(row);
  changed();
  field(row, "number").focus();
  tell(`A new row, ${shown().indexOf(row) + 1} of ${shown().length}.`);
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=act]");
  if (!button) return;
  const [act, key] = button.value.split(":");
  if (!acts[act]) return;
  event.preventDefault();
  acts[act](key ? document.getElementById(`row-${key}`) : null);
});

/* --- the keyboard ---------------------------------------------------------------------------- */

form.addEventListener("keydown", (event) => {
  const row = event.target.closest(".row");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (row && by && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !isDeleted(row)) {
    event.preventDefault();
    move(row, by);
  } else if (event.key === "Enter" && !event.isComposing && event.target.matches(".row__text, .govuk-input")) {
    // A title has no lines, and Enter in a field must never save by itself.
    event.preventDefault();
  }
});

/* --- what a change shows --------------------------------------------------------------------- */

form.addEventListener("input", (event) => {
  const row = event.target.closest(".row");
  if (event.target.matches("[data-grows]")) grow(event.target);
  if (row) showRow(row);
  if (event.target.matches("[type=checkbox]")) showCounts();
  isUnsaved = true;
  showState();
});

form.addEventListener("change", (event) => {
  const row = event.target.closest(".row");
  if (!row || !event.target.matches("[data-restricted]")) return;
  // A reason left behind an empty tick would be refused; it comes back with the tick.
  const reason = find(row, "reason");
  if (event.target.checked) {
    reason.value = reason.value || reason.dataset.kept || "";
  } else {
    reason.dataset.kept = reason.value;
    reason.value = "";
  }
  const words = event.target.checked ? "is restricted: nothing about it leaves" : "is public";
  tell(`${nameOf(row)} ${words}.`);
});

function showRow(row) {
  for (const name of ["heading", "restricted", "withdrawn"]) {
    row.classList.toggle(`row--${name}`, find(row, name).checked);
  }
  const papers = find(row, "papers").value.split("\n").filter((line) => line.trim()).length;
  const plain = find(row, "plain").value.trim();
  write(find(row, "more"), (plain ? ` · “${plain.slice(0, 60)}”` : "") + (papers ? ` · ${papers} linked` : ""));
  showName(row);
}

function showName(row) {
  const group = find(row, "group");
  const words = `Row ${find(row, "place").textContent}: ${nameOf(row)}`;
  if (group.getAttribute("aria-label") !== words) group.setAttribute("aria-label", words);
}

function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

function changed() {
  isUnsaved = true;
  show();
}

function counted(number, noun) {
  return number ? ` · ${number} ${noun}` : "";
}

function show() {
  shown().forEach((row, place) => {
    write(find(row, "place"), String(place + 1));
    showName(row);
  });
  showCounts();
  showState();
}

function showCounts() {
  const all = shown();
  const ticked = (name) => all.filter((row) => find(row, name).checked).length;
  write(form.querySelector("[data-counts]"), `${all.length} row${all.length === 1 ? "" : "s"}`
    + counted(ticked("restricted"), "restricted") + counted(ticked("withdrawn"), "withdrawn"));
  form.querySelector("[data-empty]").hidden = all.length > 0;
}

function showState() {
  write(form.querySelector("[data-state]"), isUnsaved ? "Not saved yet." : "Saved.");
  bar.classList.toggle("save-bar--unsaved", isUnsaved);
}

function grow(box) {
  if (CSS.supports("field-sizing", "content") || !box.offsetParent) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

/* --- a row and its line in the source -------------------------------------------------------- */

function highlight(row) {
  if (!lines) return;
  for (const line of lines.querySelectorAll(".is-here")) line.classList.remove("is-here");
  const line = row && document.getElementById(`line-${find(row, "line").value}`);
  if (!line) return;
  line.classList.add("is-here");
  // Only the source scrolls: the officer's place among the rows never moves.
  lines.scrollTop = line.offsetTop - lines.offsetTop - lines.clientHeight / 3;
}

form.addEventListener("focusin", (event) => {
  const row = event.target.closest(".row");
  for (const other of list.querySelectorAll(".row--here")) other.classList.remove("row--here");
  if (row) {
    row.classList.add("row--here");
    highlight(row);
  }
});

if (lines) {
  const read = new Map();
  for (const row of rows()) {
    const line = document.getElementById(`line-${find(row, "line").value}`);
    if (line) {
      read.set(line, row);
      line.classList.add("is-read");
    }
  }
  lines.addEventListener("click", (event) => {
    const row = read.get(event.target.closest("li"));
    if (!row || isDeleted(row)) return;
    field(row, "title").focus();
    row.scrollIntoView({ block: "center" });
  });
}

/* --- sending and leaving --------------------------------------------------------------------- */

const SIGN_IN = "You are signed out, and nothing was saved. Your rows are still here: sign in again in a new window, "
  + "come back and save.";
const AWAY = "The server cannot be reached, and nothing was saved. Your rows are still here: try again.";

/* A form sent after the session ended would be lost on the way to the sign-in page. So ask first, and take the
   new session's token. */
async function readyToSend() {
  try {
    const answer = await fetch("/panel/meetings/new", { redirect: "manual" });
    if (!answer.ok) return answer.type === "opaqueredirect" ? SIGN_IN : AWAY;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    form.elements.csrf.value = page.querySelector("main [name=csrf]").value;
    return "";
  } catch {
    return AWAY;
  }
}

form.addEventListener("submit", async (event) => {
  if (isLeavingOnPurpose) return;
  event.preventDefault();
  const trouble = await readyToSend();
  form.querySelector("[data-trouble]").textContent = trouble;
  form.querySelector("[data-sign-in]").hidden = trouble !== SIGN_IN;
  if (trouble) return;
  isLeavingOnPurpose = true;
  form.requestSubmit(event.submitter);
});

window.addEventListener("beforeunload", (event) => {
  if (isUnsaved && !isLeavingOnPurpose) event.preventDefault();
});
window.addEventListener("pageshow", () => { isLeavingOnPurpose = false; });

/* Typing does not reach the server, which would take an hour of it for absence. */
let wasTyping = false;
form.addEventListener("input", () => { wasTyping = true; });
setInterval(() => {
  if (wasTyping) fetch("/panel/meetings/new", { method: "HEAD", redirect: "manual" }).catch(() => {});
  wasTyping = false;
}, 5 * 60 * 1000);

form.querySelector("[data-keys]").hidden = false;
for (const row of rows()) showRow(row);
for (const box of form.querySelectorAll("[data-grows]")) grow(box);
show();
document.querySelector("[data-first-focus]")?.focus();
