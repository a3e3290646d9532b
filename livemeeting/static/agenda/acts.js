/* What the buttons of the editor do, without the way to the server. Whatever is missing here, the server does. */

import {
  blockOf, changed, field, find, form, grow, isDeleted, levelOf, list, nameOf, rows, setLevel, showRow, shown, tell,
} from "./rows.js";

const NUMBER = /^(\(\w{1,4}\)|\d{1,4}(?:[./]\d{1,3})*[A-Za-z]?[.):]|[A-Za-z][.)])\s+(\S.*)$/;
const MOST = 400;
const STAYS = "has been before the meeting, so it stays.";

export const acts = {
  up: (row) => move(row, -1),
  down: (row) => move(row, 1),
  in: (row) => shift(row, 1),
  out: (row) => shift(row, -1),
  join: (row) => join(row),
  split: (row) => split(row),
  delete: (row) => remove(row),
  restore: (row) => {
    for (const each of blockOf(row)) setDeleted(each, false);
    changed();
    field(row, "title").focus();
    tell(`${nameOf(row)} is back.`);
  },
  settle: (row) => settle(row),
  add: (row) => add(row),
};

function isStill(row) {
  if (!row.hasAttribute("data-still")) return false;
  tell("The running order is changed from the control panel.");
  return true;
}

function move(row, by) {
  if (isStill(row)) return;
  const block = blockOf(row);
  const target = by < 0 ? aboveOf(row) : belowOf(block.at(-1));
  if (!target) {
    tell(by < 0 ? "This is the first row." : "This is the last row.");
    return;
  }
  const focused = document.activeElement;
  if (by < 0) target.before(...block);
  else (levelOf(target) < levelOf(row) ? target : blockOf(target).at(-1)).after(...block);
  if (row.contains(focused)) focused.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  changed();
  tell(`${nameOf(row)} is now row ${shown().indexOf(row) + 1} of ${shown().length}.`);
}

function aboveOf(row) {
  let other = row.previousElementSibling;
  while (other && (isDeleted(other) || levelOf(other) > levelOf(row))) other = other.previousElementSibling;
  return other;
}

function belowOf(last) {
  let other = last.nextElementSibling;
  while (other && isDeleted(other)) other = other.nextElementSibling;
  return other;
}

function neighbourAbove(row) {
  let other = row.previousElementSibling;
  while (other && isDeleted(other)) other = other.previousElementSibling;
  return other;
}

function shift(row, by) {
  if (isStill(row)) return;
  const before = levelOf(row);
  const block = blockOf(row);
  for (const each of block) setLevel(each, Math.max(0, levelOf(each) + by));
  changed();
  const words = levelOf(row) ? `is a part of ${nameOf(aboveLower(row))}` : "is an item by itself";
  tell(levelOf(row) === before ? "It cannot go further." : `${nameOf(row)} ${words}.`);
}

function aboveLower(row) {
  let other = neighbourAbove(row);
  while (other && levelOf(other) >= levelOf(row)) other = neighbourAbove(other);
  return other || row;
}

function join(row) {
  const above = neighbourAbove(row);
  if (!above) return tell("There is no row above to join it to.");
  if (row.hasAttribute("data-stays")) return tell(`${nameOf(row)} ${STAYS}`);
  const [title, number] = [field(above, "title"), field(above, "number")];
  const isBare = !title.value.trim();
  const at = title.value.trim().length;
  const words = [title.value, isBare ? "" : field(row, "number").value, field(row, "title").value];
  title.value = words.join(" ").trim().replace(/\s+/g, " ");
  if (isBare && !number.value) number.value = field(row, "number").value;
  field(above, "plain_title").value ||= field(row, "plain_title").value;
  const papers = [find(above, "papers").value, find(row, "papers").value].filter((each) => each.trim());
  find(above, "papers").value = papers.join("\n");
  if (find(row, "restricted").checked) {
    find(above, "restricted").checked = true;
    find(above, "reason").value ||= find(row, "reason").value;
  }
  setDeleted(row, true);
  showRow(above);
  grow(title);
  title.focus();
  title.setSelectionRange(at, at);
  changed();
  tell(`Joined: ${nameOf(above)}. The row can be put back.`);
  return undefined;
}

function split(row) {
  const title = field(row, "title");
  const at = document.activeElement === title ? title.selectionStart : title.value.indexOf("\n");
  const [first, rest] = [title.value.slice(0, at).trim(), title.value.slice(Math.max(at, 0)).trim()];
  if (at < 0 || !rest) return tell("Put the cursor into the title where the next row begins, then press Alt+Enter.");
  const made = add(row, levelOf(row));
  if (!made) return undefined;
  const found = NUMBER.exec(rest);
  title.value = first;
  field(made, "number").value = found ? found[1].replace(/[.:]+$/, "") : "";
  field(made, "title").value = found ? found[2] : rest;
  find(made, "line").value = find(row, "line").value;
  find(made, "restricted").checked = find(row, "restricted").checked;
  find(made, "reason").value = find(row, "reason").value;
  for (const each of [row, made]) {
    showRow(each);
    grow(field(each, "title"));
  }
  changed();
  tell(`Split into ${nameOf(row)} and ${nameOf(made)}.`);
  return undefined;
}

function remove(row) {
  if (row.hasAttribute("data-stays")) {
    tell(`${nameOf(row)} ${STAYS}`);
    return;
  }
  const block = blockOf(row).filter((each) => !each.hasAttribute("data-stays"));
  for (const each of block) setDeleted(each, true);
  changed();
  row.querySelector(".row__gone button").focus();
  tell(`${nameOf(row)} is deleted when you save. You can put it back.`);
}

function setDeleted(row, isGone) {
  find(row, "deleted").value = isGone ? "1" : "";
  find(row, "gone-name").textContent = nameOf(row);
  row.classList.toggle("row--deleted", isGone);
  for (const doubt of form.querySelectorAll(`[data-doubt-of="${row.dataset.key}"]`)) doubt.hidden = isGone;
}

function settle(row) {
  for (const doubt of form.querySelectorAll(`[data-doubt-of="${row.dataset.key}"]`)) doubt.remove();
  for (const doubt of row.querySelectorAll("[data-doubt], [data-doubts]")) doubt.remove();
  const left = form.querySelector("[data-doubt-list]");
  if (left && !left.querySelector("[data-doubt-of]")) left.remove();
  field(row, "title").focus();
  changed();
}

function add(after, level = after ? levelOf(after) : 0) {
  if (rows().length >= MOST) {
    tell(`An agenda has at most ${MOST} rows. Delete a row first.`);
    return null;
  }
  const number = Number(list.dataset.next.slice(1));
  list.dataset.next = `r${number + 1}`;
  const holder = document.createElement("template");
  holder.innerHTML = form.querySelector("[data-blank]").innerHTML.replaceAll("__key__", `r${number}`);
  const row = holder.content.firstElementChild;
  if (after) after.after(row); else list.append(row);
  setLevel(row, level);
  changed();
  field(row, "number").focus();
  tell(`A new row, ${shown().indexOf(row) + 1} of ${shown().length}.`);
  return row;
}
