/* A row and its line in the source: the one leads to the other. */

import { field, find, form, isDeleted, list, rows } from "./rows.js";

export function startSource() {
  const lines = form.querySelector("[data-source]");
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest(".row");
    for (const other of list.querySelectorAll(".row--here")) other.classList.remove("row--here");
    if (!row) return;
    row.classList.add("row--here");
    if (lines) highlight(lines, row);
  });
  if (lines) lead(lines);
}

function lineOf(row) {
  return document.getElementById(`line-${find(row, "line").value}`);
}

function highlight(lines, row) {
  for (const line of lines.querySelectorAll(".is-here")) line.classList.remove("is-here");
  const line = lineOf(row);
  if (!line) return;
  line.classList.add("is-here");
  // Only the source scrolls: the officer's place among the rows never moves.
  lines.scrollTop = line.offsetTop - lines.offsetTop - lines.clientHeight / 3;
}

function lead(lines) {
  const read = new Map();
  for (const row of rows()) {
    const line = lineOf(row);
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
