// The roll call: one key a member (F, A, X, −), arrows to move, running totals.

const KEYS = { f: "for", a: "against", x: "abstained", "-": "absent", "−": "absent" };
const VOTES = ["for", "against", "abstained", "absent"];

export function startRolls() {
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-roll-row]");
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    const vote = KEYS[event.key.toLowerCase()];
    if (vote) {
      event.preventDefault();
      choose(row, vote);
      move(row, 1);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(row, event.key === "ArrowDown" ? 1 : -1);
    }
  });
  document.addEventListener("input", (event) => count(event.target.closest("form")?.querySelector("[data-roll]")));
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("[data-roll]")) count(event.target);
  }, true);
}

function choose(row, vote) {
  const radio = row.querySelector(`[data-vote="${vote}"]`);
  radio.checked = true;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
}

function move(row, step) {
  const rows = [...row.closest("[data-roll]").querySelectorAll("[data-roll-row]")];
  const next = rows[rows.indexOf(row) + step];
  (next || row).querySelector("input:checked, input").focus();
}

function count(roll) {
  if (!roll) return;
  const counts = VOTES.map((vote) => roll.querySelectorAll(`[data-vote="${vote}"]:checked`).length);
  const called = counts.reduce((sum, each) => sum + each, 0);
  const rows = roll.querySelectorAll("[data-roll-row]").length;
  const words = `For ${counts[0]}, against ${counts[1]}, abstained ${counts[2]}, absent ${counts[3]}. ${called} of ${rows} called.`;
  roll.querySelector("[data-roll-total]").textContent = `${words}${mismatch(roll, counts)}`;
}

// The chair's figures are recorded as announced: a difference is pointed out, never mended.
function mismatch(roll, counts) {
  const inputs = [...roll.closest("form").querySelectorAll("[data-tally] input")];
  const isDifferent = inputs.some((each, place) => each.value.trim() && Number(each.value) !== counts[place]);
  return isDifferent && counts.some(Boolean) ? " This differs from the count above." : "";
}
