// Keys: one letter presses the button it is printed on. Never in fields, dialogs, with modifiers or on repeat.

const SWITCH = "livemeeting.keys";
const ALIASES = { PageDown: "N" };

export function startKeys() {
  const dialog = document.querySelector("[data-keys-dialog]");
  const box = document.querySelector("[data-keys-switch]");
  const opener = document.querySelector("[data-open-keys]");
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  box.checked = remembered();
  show(box.checked);
  box.addEventListener("change", () => {
    remember(box.checked);
    show(box.checked);
  });

  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const field = event.target.closest("input, textarea, select, [contenteditable], dialog");
    // A dialog that has just closed keeps the focus for a moment: a key pressed then is meant for the panel.
    if (field && !field.closest("dialog:not([open])")) return;
    if (document.querySelector("dialog[open]") || !box.checked) return;
    if (event.key === "?") {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (event.shiftKey) return;
    const key = ALIASES[event.key] || event.key.toUpperCase();
    const target = /^[A-Z]$/.test(key) && document.querySelector(`[data-hotkey="${key}"]`);
    if (!target) return;
    event.preventDefault();
    use(target);
  });
}

function use(target) {
  if (target.matches("summary")) openForm(target);
  else if (target.form) target.form.requestSubmit(target);
  else target.click();
}

function openForm(summary) {
  const details = summary.parentElement;
  details.open = !details.open;
  if (!details.open) return;
  summary.scrollIntoView({ block: "nearest" });
  details.querySelector("form :is(input:not([type=hidden]), textarea, select)")?.focus();
}

function remembered() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;  // storage is blocked: the switch works until the page is left
  }
}

function remember(isOn) {
  try {
    localStorage.setItem(SWITCH, isOn ? "on" : "off");
  } catch {
    // Nothing to do: see above.
  }
}

function show(isOn) { document.documentElement.classList.toggle("keys-off", !isOn); }
