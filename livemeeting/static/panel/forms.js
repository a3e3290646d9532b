// Forms: what was typed is remembered, what a press would post is shown, rarer forms open in a dialog.

const TYPING_MS = 60;

export function startForms(screen) {
  const waits = new WeakMap();

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-press]");
    if (!form) return;
    form.dataset.touched = "";
    countTally(form);
    if (!form.dataset.preview) return;
    clearTimeout(waits.get(form));
    waits.set(form, setTimeout(() => preview(screen, form), TYPING_MS));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openDialog(screen, link);
    }
    if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog").close();
  });

  // Enter in a row's reason would press the first of several buttons: there the officer chooses one.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".row__reasoned input")) event.preventDefault();
  });
}

async function preview(screen, form) {
  const here = form.querySelector("[data-preview-here]");
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await screen.ask(form.dataset.preview, {
      method: "POST", body, headers: { "X-CSRF-Token": screen.csrf },
    });
    if (answer.ok) here.replaceChildren(...texts(await answer.json()));
  } catch {
    here.replaceChildren();  // the panel says by itself that it is offline
  }
}

function texts(found) {
  if (found.refused) return [element("p", "hint", found.refused)];
  return found.texts.map((each) => {
    const where = element("p", "text__where", `${each.channel} `);
    where.append(element("span", "text__account", each.account), " ",
      element("span", each.is_over ? "text__count text__count--over" : "text__count", `${each.count}/${each.limit}`));
    const box = element("div", "text", "");
    box.append(where, element("p", "text__words", each.text));
    box.append(...each.problems.map(problem));
    if (each.asks) box.append(element("p", "hint", `Asks first. ${each.asks}`));
    return box;
  });
}

// The press puts mended words into the form's text, see editor.js.
function problem(found) {
  const words = element("p", "warning", found.words);
  if (!found.fix) return words;
  const button = element("button", "button button--small", "Mend it");
  Object.assign(button, { type: "button", value: found.fix });
  button.dataset.fix = "";
  words.append(" ", button);
  return words;
}

function element(name, kind, words) {
  const made = document.createElement(name);
  made.className = kind;
  made.textContent = words;
  return made;
}

function countTally(form) {
  const total = form.querySelector("[data-tally-total]");
  if (!total) return;
  const counts = [...form.querySelectorAll("[data-tally] input")].map((each) => Number.parseInt(each.value, 10));
  const known = counts.filter((each) => Number.isInteger(each));
  total.textContent = known.length ? `${known.reduce((sum, each) => sum + each, 0)} in all` : "";
}

async function openDialog(screen, link) {
  const dialog = document.querySelector("[data-form-dialog]");
  try {
    const answer = await screen.ask(link.getAttribute("href"));
    if (!answer.ok) throw new Error(String(answer.status));
    const form = await answer.json();
    dialog.querySelector("h2").textContent = form.title;
    dialog.querySelector("[data-dialog-body]").innerHTML = form.html;
    for (const each of dialog.querySelectorAll("form")) each.dataset.seq = screen.seq;
    dialog.showModal();
    dialog.querySelector("[data-dialog-body] :is(input:not([type=hidden]), textarea, select)")?.focus();
  } catch (trouble) {
    screen.lost(trouble);
  }
}
