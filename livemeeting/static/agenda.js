/* The agenda editor made instant. Every button here is a form button that works without this file; it only
   spares the officer the way to the server and back. The form itself is all the state there is. */

import { acts } from "./agenda/acts.js";
import { startKeys } from "./agenda/keys.js";
import {
  blockOf, find, form, grow, list, nameOf, rows, show, showCounts, showRow, showState, state, tell,
} from "./agenda/rows.js";
import { startSending } from "./agenda/sending.js";
import { startSource } from "./agenda/source.js";

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=act]");
  if (!button) return;
  const [act, key] = button.value.split(":");
  if (!acts[act]) return;
  event.preventDefault();
  acts[act](key ? document.getElementById(`row-${key}`) : null);
});

form.addEventListener("input", (event) => {
  const row = event.target.closest(".row");
  if (event.target.matches("[data-grows]")) grow(event.target);
  if (row) showRow(row);
  if (event.target.matches("[data-only]")) {
    list.classList.toggle("rows--only", event.target.checked);
    return;
  }
  if (event.target.matches("[type=checkbox]")) showCounts();
  state.isUnsaved = true;
  showState();
});

/* What is restricted of the whole is restricted of each part; opening a part is a decision of its own. */
form.addEventListener("change", (event) => {
  const row = event.target.closest(".row");
  if (!row || !event.target.matches("[data-restricted]")) return;
  const isOn = event.target.checked;
  const touched = isOn ? blockOf(row) : [row];
  for (const each of touched) restrict(each, isOn, find(row, "reason").value);
  const parts = touched.length > 1 ? ` with its ${touched.length - 1} part${touched.length > 2 ? "s" : ""}` : "";
  tell(`${nameOf(row)}${parts} ${isOn ? "is restricted: nothing about it leaves" : "is public"}.`);
  showCounts();
});

/* A reason left behind an empty tick would be refused; it comes back with the tick. */
function restrict(row, isOn, wholes) {
  const reason = find(row, "reason");
  find(row, "restricted").checked = isOn;
  if (isOn) {
    reason.value = reason.value || reason.dataset.kept || wholes;
  } else {
    reason.dataset.kept = reason.value;
    reason.value = "";
  }
  showRow(row);
}

startKeys();
startSource();
startSending();
for (const hidden of form.querySelectorAll("[data-keys], [data-news-only]")) hidden.hidden = false;
for (const row of rows()) showRow(row);
for (const box of form.querySelectorAll("[data-grows]")) grow(box);
show();
document.querySelector("[data-first-focus]")?.focus();
