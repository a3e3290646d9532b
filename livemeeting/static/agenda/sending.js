/* Sending the editor's form, and leaving its page, without losing a row. */

import { form, state } from "./rows.js";

const SIGN_IN = "You are signed out, and nothing was saved. Your rows are still here: sign in again in a new window, "
  + "come back and save.";
const AWAY = "The server cannot be reached, and nothing was saved. Your rows are still here: try again.";
let isLeavingOnPurpose = false;

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

async function send(event) {
  if (isLeavingOnPurpose) return;
  event.preventDefault();
  const trouble = await readyToSend();
  form.querySelector("[data-trouble]").textContent = trouble;
  form.querySelector("[data-sign-in]").hidden = trouble !== SIGN_IN;
  if (trouble) return;
  isLeavingOnPurpose = true;
  form.requestSubmit(event.submitter);
}

export function startSending() {
  form.addEventListener("submit", send);
  window.addEventListener("beforeunload", (event) => {
    if (state.isUnsaved && !isLeavingOnPurpose) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { isLeavingOnPurpose = false; });
  // Typing does not reach the server, which would take an hour of it for absence.
  let wasTyping = false;
  form.addEventListener("input", () => { wasTyping = true; });
  setInterval(() => {
    if (wasTyping) fetch("/panel/meetings/new", { method: "HEAD", redirect: "manual" }).catch(() => {});
    wasTyping = false;
  }, 5 * 60 * 1000);
}
