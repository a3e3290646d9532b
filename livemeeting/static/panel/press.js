// Presses: each has one command, kept through every retry, so that it acts once however often it is sent.
import { SignedOut, formName } from "./screen.js";

const DOUBLE_MS = 700;
const WAITS_MS = [500, 1000, 2000, 4000, 5000];

export function startPresses(screen) {
  const queue = [];
  let isSending = false;
  let lastPress = { name: "", at: -DOUBLE_MS };

  screen.queued = () => queue.map((each) => each.label).join(", ");
  screen.onReturn = () => send();

  // Whoever has typed something since did not press twice by accident.
  document.addEventListener("input", () => { lastPress.name = ""; });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-press]")) return;
    event.preventDefault();
    press(form, event.submitter);
  });

  function press(form, submitter) {
    const action = submitter?.getAttribute("formaction") || form.getAttribute("action");
    const name = `${action} ${formName(form)}`;
    const now = performance.now();
    const isDouble = lastPress.name === name && now - lastPress.at < DOUBLE_MS;
    lastPress = { name, at: now };
    if (isDouble) return;
    screen.forgetRefusals();
    if (queue.some((each) => each.name === name)) {
      screen.refuse(form, "This press is already waiting to be recorded. It is sent as soon as the server answers.");
      return;
    }
    const region = form.closest("[data-region]");
    const body = new URLSearchParams(new FormData(form, submitter));
    body.set("command", newCommand());
    body.set("seq", form.dataset.seq || screen.lookedAt(region));
    const label = (submitter?.querySelector(".next__title") || submitter)?.firstChild?.textContent.trim() || "press";
    queue.push({ form, action, name, body, label });
    if (submitter) submitter.setAttribute("aria-busy", "true");
    send();
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    for (let tries = 0; queue.length; tries++) {
      const head = queue[0];
      const answer = await attempt(head);
      if (answer) {
        queue.shift();
        tries = -1;
        await settle(head, answer);
      } else {
        screen.lost(head.trouble);
        await new Promise((wake) => setTimeout(wake, WAITS_MS[Math.min(tries, WAITS_MS.length - 1)]));
      }
    }
    isSending = false;
  }

  // The server's answer, or null when it may not have heard: then the same command is sent again.
  async function attempt(each) {
    each.body.set("csrf", screen.csrf);
    const slow = setTimeout(() => screen.lost(), 2000);
    try {
      const answer = await screen.ask(each.action, { method: "POST", body: each.body });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      if (answer.status === 403 && !each.isRenewed) {
        each.isRenewed = true;  // signed in again elsewhere: the screen brings the new token
        await screen.refresh();
        return attempt(each);
      }
      return { status: answer.status, body: await answer.json() };
    } catch (trouble) {
      each.trouble = trouble instanceof SignedOut ? trouble : null;
      return null;
    } finally {
      clearTimeout(slow);
    }
  }

  async function settle(each, answer) {
    for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    if (answer.status === 200) {
      if (answer.body.seq) screen.ownSeq = answer.body.seq;
      chain(each, answer.body.seq);
      done(each);
      screen.say([answer.body.sentence, answer.body.remark].filter(Boolean).join(" "));
      screen.online();
      await screen.refresh();
      return;
    }
    await screen.refresh();
    each.form.dataset.seq = answer.body.seq || "";
    const twin = screen.twin(each.form);
    if (twin && answer.body.seq) twin.dataset.seq = answer.body.seq;
    screen.refuse(each.form, answer.body.refused || "That was not done. Reload the page and try again.");
  }

  // Presses that waited behind this one were made by the same person knowing of it.
  function chain(each, seq) {
    if (!seq || seq !== Number(each.body.get("seq")) + 1) return;
    for (const later of queue) if (later.body.get("seq") === each.body.get("seq")) later.body.set("seq", seq);
  }

  function done(each) {
    const dialog = each.form.closest("dialog");
    if (dialog) return dialog.close();
    const details = each.form.closest("details");
    const hadFocus = each.form.contains(document.activeElement);
    each.form.reset();
    delete each.form.dataset.touched;
    delete each.form.dataset.seq;
    if (!details || details.id === "open-more") return;
    details.open = false;
    if (hadFocus) details.querySelector("summary").focus({ preventScroll: true });
  }
}

function newCommand() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
}
