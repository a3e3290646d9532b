// The words of a post while they are written: counted here at once, measured by the server, mended with one press.

const TYPING_MS = 60;

export function startEditor(screen) {
  const waits = new WeakMap();

  document.addEventListener("input", (event) => {
    const text = event.target.closest("[data-measure]");
    if (!text) return;
    count(text);
    clearTimeout(waits.get(text));
    waits.set(text, setTimeout(() => measure(screen, text), TYPING_MS));
  });

  // Without script the button saves the mended words; with it they go into the field, to be looked at first.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fix]");
    const text = button?.form?.elements.text;
    if (!text) return;
    event.preventDefault();
    text.value = button.value;
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// The rules of the networks are large, so that only who edits a post waits for them.
async function count(text) {
  const here = text.form.querySelector("[data-count]");
  if (!here) return;
  const rules = await import("./counts.js");
  const found = rules.measure(here.dataset.channel, text.value, JSON.parse(here.dataset.facts));
  const bytes = found.byteLimit ? `, ${found.bytes}/${found.byteLimit} bytes` : "";
  here.textContent = `${found.count}/${found.limit}${bytes}`;
  here.classList.toggle("text__count--over", !found.fits);
}

// The server has the last word, and the problems.
async function measure(screen, text) {
  const here = text.form.querySelector("[data-measured]");
  const typed = text.value;
  try {
    const answer = await screen.ask(text.dataset.measure, {
      method: "POST", body: new URLSearchParams({ text: typed }), headers: { "X-CSRF-Token": screen.csrf },
    });
    if (!answer.ok || text.value !== typed) return;
    here.innerHTML = (await answer.json()).html; // rendered and escaped by the server
  } catch {
    // The count of this browser stays; the panel says by itself that it is offline.
    for (const each of here.querySelectorAll("[data-problem]")) each.remove();
  }
}
