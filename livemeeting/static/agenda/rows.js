/* The rows of the agenda editor as they stand in its form: what they are called, what they show, how they move. */

export const form = document.querySelector("[data-agenda]");
export const list = form.querySelector("[data-rows]");
export const find = (row, name) => row.querySelector(`[data-${name}]`);
export const rows = () => [...list.children];
export const isDeleted = (row) => find(row, "deleted").value === "1";
export const shown = () => rows().filter((row) => !isDeleted(row));
export const field = (row, name) => document.getElementById(`${name}.${row.dataset.key}`);
export const levelOf = (row) => Number(find(row, "level").value) || 0;
export const state = { isUnsaved: form.hasAttribute("data-unsaved") };
const bar = document.getElementById("save");
const deepest = Number(list.dataset.deepest);

export function nameOf(row) {
  const words = `${field(row, "number").value} ${field(row, "title").value}`.trim().replace(/\s+/g, " ");
  return words.slice(0, 60) || "the empty row";
}

export function tell(sentence) {
  form.querySelector("[data-told]").textContent = sentence;
}

/* A row with its parts: what moves together. */
export function blockOf(row) {
  const block = [row];
  if (find(row, "heading").checked) return block;
  for (let next = row.nextElementSibling; next && levelOf(next) > levelOf(row); next = next.nextElementSibling) {
    block.push(next);
  }
  return block;
}

export function setLevel(row, level) {
  find(row, "level").value = String(level);
  row.classList.toggle("row--part", level > 0);
  for (let each = 1; each <= deepest; each += 1) row.classList.toggle(`row--part-${each}`, each === level);
}

/* No step down is left out, and headings have no parts: the same as the server says. */
function settleLevels() {
  let allowed = 0;
  for (const row of shown()) {
    const isHeading = find(row, "heading").checked;
    const level = isHeading ? 0 : Math.min(levelOf(row), allowed);
    if (level !== levelOf(row)) setLevel(row, level);
    allowed = isHeading ? 0 : Math.min(level + 1, deepest);
  }
}

export function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

export function showRow(row) {
  for (const name of ["heading", "restricted", "withdrawn"]) {
    row.classList.toggle(`row--${name}`, find(row, name).checked);
  }
  const papers = find(row, "papers").value.split("\n").filter((line) => line.trim()).length;
  write(find(row, "more"), papers ? ` · ${papers} linked` : "");
  showName(row);
}

function showName(row) {
  const group = find(row, "group");
  const words = `Row ${find(row, "place").textContent}: ${nameOf(row)}`;
  if (group.getAttribute("aria-label") !== words) group.setAttribute("aria-label", words);
}

export function changed() {
  state.isUnsaved = true;
  show();
}

const counted = (number, noun) => (number ? ` · ${number} ${noun}` : "");

export function show() {
  settleLevels();
  shown().forEach((row, place) => {
    write(find(row, "place"), String(place + 1));
    showName(row);
  });
  showCounts();
  showState();
}

export function showCounts() {
  const all = shown();
  const ticked = (name) => all.filter((row) => find(row, name).checked).length;
  const doubts = all.filter((row) => find(row, "doubts")).length;
  write(form.querySelector("[data-counts]"), `${all.length} row${all.length === 1 ? "" : "s"}`
    + counted(ticked("restricted"), "restricted") + counted(ticked("withdrawn"), "withdrawn")
    + counted(doubts, "to check"));
  form.querySelector("[data-empty]").hidden = all.length > 0;
}

export function showState() {
  const place = form.querySelector("[data-state]");
  write(place, state.isUnsaved ? place.dataset.unsavedWords : "Saved.");
  bar.classList.toggle("save-bar--unsaved", state.isUnsaved);
}

export function grow(box) {
  if (CSS.supports("field-sizing", "content") || !box.offsetParent) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}
