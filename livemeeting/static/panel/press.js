// Presses: each has one command, kept through every retry, so that it acts once however often it is sent.
import { SignedOut, formName } from "./screen.js";

const DOUBLE_MS = 700;
const SLOW_MS = 2000;
const WAITS_MS = [500, 1000, 2000, 4000, 5000];
const ALREADY_WAITING = "This press is already waiting to be recorded. It is sent as soon as the server answers.";

export function startPresses(screen) {
  const presses = new Presses(screen);
  screen.queued = () => presses.queue.map((each) => each.label).join(", ");
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-press]")) return;
    event.preventDefault();
    presses.press(event.target, event.submitter);
  });
  // Whoever has typed something since did not press twice by accident.
  document.addEventListener("input", () => { presses.last.name = ""; });
}

class Presses {
  constructor(screen) {
    this.screen = screen;
    this.queue = [];
    this.isSending = false;
    this.last = { name: "", at: 0 };
  }

  press(form, submitter) {
    const action = submitter?.getAttribute("formaction") || form.getAttribute("action");
    const name = `${action} ${formName(form)}`;
    if (this.isDouble(name)) return;
    this.screen.forgetRefusals();
    if (this.queue.some((each) => each.name === name)) {
      this.screen.refuse(form, ALREADY_WAITING);
      return;
    }
    const body = new URLSearchParams(new FormData(form, submitter));
    body.set("command", newCommand());
    body.set("seq", form.dataset.seq || this.screen.lookedAt(form.closest("[data-region]")));
    submitter?.setAttribute("aria-busy", "true");
    this.queue.push({ form, action, name, body, label: labelOf(submitter) });
    this.send();
  }

  isDouble(name) {
    const now = performance.now();
    const isDouble = this.last.name === name && now - this.last.at < DOUBLE_MS;
    this.last = { name, at: now };
    return isDouble;
  }

  // One after the other, in the order pressed; the first is tried until the server has answered.
  async send() {
    if (this.isSending) return;
    this.isSending = true;
    let tries = 0;
    while (this.queue.length) {
      const head = this.queue[0];
      const answer = await this.attempt(head);
      if (answer) {
        this.queue.shift();
        tries = 0;
        await this.settle(head, answer);
      } else {
        this.screen.lost(head.trouble);
        await new Promise((wake) => setTimeout(wake, WAITS_MS[Math.min(tries, WAITS_MS.length - 1)]));
        tries += 1;
      }
    }
    this.isSending = false;
  }

  // The server's answer, or null when it may not have heard: then the same command is sent again.
  async attempt(each) {
    each.body.set("csrf", this.screen.csrf);
    const slow = setTimeout(() => this.screen.lost(), SLOW_MS);
    try {
      const answer = await this.screen.ask(each.action, { method: "POST", body: each.body });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      if (answer.status === 403 && !each.isRenewed) {
        each.isRenewed = true;  // signed in again elsewhere: the screen brings the new token
        await this.screen.refresh();
        return this.attempt(each);
      }
      return { isDone: answer.ok, body: await answer.json() };
    } catch (trouble) {
      each.trouble = trouble instanceof SignedOut ? trouble : null;
      return null;
    } finally {
      clearTimeout(slow);
    }
  }

  async settle(each, answer) {
    for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    this.screen.online();
    if (answer.isDone) {
      this.chain(each, answer.body.seq);
      putAway(each.form);
      this.screen.say([answer.body.sentence, answer.body.remark].filter(Boolean).join(" "));
      await this.screen.refresh();
      return;
    }
    await this.screen.refresh();
    // Told what changed, the officer may press the same form again: it now stands on the new entry.
    for (const form of [each.form, this.screen.twin(each.form)]) if (form) form.dataset.seq = answer.body.seq || "";
    this.screen.refuse(each.form, answer.body.refused || "That was not done. Reload the page and try again.");
  }

  // Presses that waited behind this one were made by the same person, who knew of it.
  chain(each, seq) {
    if (!seq) return;
    this.screen.ownSeq = seq;
    const before = each.body.get("seq");
    if (seq !== Number(before) + 1) return;
    this.screen.ownBefore = Number(before);
    for (const later of this.queue) if (later.body.get("seq") === before) later.body.set("seq", seq);
  }
}

// After a press its form is empty and closed again; the focus goes no further than to what opened it.
function putAway(form) {
  const dialog = form.closest("dialog");
  if (dialog) return dialog.close();
  const hadFocus = form.contains(document.activeElement);
  form.reset();
  delete form.dataset.touched;
  delete form.dataset.seq;
  const details = form.closest("details");
  if (!details || details.id === "open-more") return;
  details.open = false;
  if (hadFocus) details.querySelector("summary").focus({ preventScroll: true });
}

function labelOf(submitter) {
  return (submitter?.querySelector(".next__title") || submitter)?.firstChild?.textContent.trim() || "press";
}

function newCommand() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
}
