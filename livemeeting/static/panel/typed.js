// What a person has opened, typed and focused in a region, kept while the region is replaced.

const WRITING = "input:not([type=hidden],[type=checkbox],[type=radio]), textarea, select";

// Whether a region must wait: somebody is writing in it, or has written in an open form that would vanish.
export function holds(region, html) {
  const active = document.activeElement;
  if (active && region.contains(active) && active.matches(`${WRITING}, input`)) return true;
  const touched = touchedForms(region).filter((form) => isOpen(form));
  if (!touched.length) return false;
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const keys = [...fresh.content.querySelectorAll("form[data-form-key]")].map((form) => form.dataset.formKey);
  return touched.some((form) => !keys.includes(form.dataset.formKey));
}

export function keep(region) {
  const active = document.activeElement;
  return {
    open: [...region.querySelectorAll("details[open][id]")].map((each) => each.id),
    typed: new Map(touchedForms(region).map((form) => [form.dataset.formKey, answers(form)])),
    focus: active && region.contains(active) ? pathTo(active) : null,
  };
}

export function giveBack(region, kept) {
  for (const id of kept.open) {
    const details = region.querySelector(`#${CSS.escape(id)}`);
    if (details) details.open = true;
  }
  for (const form of region.querySelectorAll("form[data-form-key]")) {
    const typed = kept.typed.get(form.dataset.formKey);
    if (typed) fill(form, typed);
  }
  // A button that is gone leaves the focus with its column, not at the top of the page.
  if (kept.focus) (find(region, kept.focus) || region.closest("[tabindex]"))?.focus({ preventScroll: true });
}

function touchedForms(region) {
  return [...region.querySelectorAll("form[data-form-key][data-touched]")];
}

function isOpen(form) {
  for (let each = form.closest("details"); each; each = each.parentElement.closest("details")) if (!each.open) return false;
  return true;
}

function answers(form) {
  return [...form.elements].filter((each) => each.name && each.type !== "hidden").map((each) => ({
    name: each.name, value: each.value, kind: each.type, checked: each.checked,
  }));
}

function fill(form, typed) {
  form.dataset.touched = "";
  for (const each of typed) {
    for (const field of form.elements) {
      if (field.name !== each.name) continue;
      if (each.kind === "checkbox" || each.kind === "radio") {
        if (field.value === each.value) field.checked = each.checked;
      } else field.value = each.value;
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// Where the focus was: by id, else by the form and the button's own words.
function pathTo(active) {
  if (active.id) return { id: active.id };
  const form = active.closest("form");
  const details = active.closest("details");
  return {
    action: active.getAttribute("formaction") || form?.getAttribute("action"),
    item: form?.querySelector("[name=item],[name=entry]")?.value,
    summary: active.matches("summary") ? details?.id : null,
    href: active.getAttribute("href"),
    next: active.matches("[data-next]"),
  };
}

function find(region, path) {
  if (path.id) return region.querySelector(`#${CSS.escape(path.id)}`);
  if (path.summary) return region.querySelector(`#${CSS.escape(path.summary)} > summary`);
  if (path.href) return region.querySelector(`a[href="${CSS.escape(path.href)}"]`);
  if (path.next) return region.querySelector("[data-next]") || region.querySelector("button");
  return [...region.querySelectorAll("button")].find((each) => {
    const action = each.getAttribute("formaction") || each.form?.getAttribute("action");
    return action === path.action && each.form?.querySelector("[name=item],[name=entry]")?.value === path.item;
  });
}
