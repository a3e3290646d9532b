/* The keys of the editor: rows are moved, set in, split and joined, and doubts visited, without the mouse. */

import { acts } from "./acts.js";
import { find, form, isDeleted, shown, tell } from "./rows.js";

const ROW_KEYS = {
  ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out", KeyJ: "join", Enter: "split", KeyN: "add",
};

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.closest("dialog")) return;
    if (event.key === "F8" && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      visitDoubt(event.shiftKey ? -1 : 1);
    } else if (event.code === "KeyS" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
    }
  });
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".row");
    const act = ROW_KEYS[event.code] || ROW_KEYS[event.key];
    const isAlt = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (row && act && isAlt && !event.isComposing && !isDeleted(row)) {
      event.preventDefault();
      acts[act](row);
    } else if (event.key === "Enter" && !event.isComposing && event.target.matches(".row__text, .govuk-input")) {
      // A title has no lines, and Enter in a field must never save by itself.
      event.preventDefault();
    }
  });
}

/* The next row with a doubt, from where the officer is; its button Checked is then one key away. */
function visitDoubt(by) {
  const all = shown();
  const here = all.indexOf(document.activeElement.closest(".row"));
  const doubtful = all.filter((row) => find(row, "doubts"));
  if (!doubtful.length) {
    tell("There is nothing left to check.");
    return;
  }
  const ahead = doubtful.filter((row) => (all.indexOf(row) - here) * by > 0);
  const row = by > 0 ? ahead[0] || doubtful[0] : ahead.at(-1) || doubtful.at(-1);
  find(row, "doubts").querySelector("button").focus();
  row.scrollIntoView({ block: "center" });
}
