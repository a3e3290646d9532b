/* The page itself: replaces regions by what the server rendered, and adds what only script can do. */

const quiet = matchMedia("(prefers-reduced-motion: reduce)");
let announcer;

/* Add the controls that need script: without it there is nothing dead on the page. */
export function enhance(root, tell = announcer) {
  announcer = tell;
  for (const link of root.querySelectorAll("a[data-copy]")) addCopyButton(link);
  for (const place of root.querySelectorAll("[data-embed]")) addPlayerButton(place);
}

/* Turn the page into the one the server has, by the regions that differ. */
export function applyStep(main, step) {
  for (const [name, html] of Object.entries(step.regions)) {
    const region = document.getElementById(`region-${name}`);
    if (region) replaceContent(region, html);
  }
  putItems(document.getElementById("items"), step.items);
  putEntries(document.getElementById("entries"), step.entries);
}

/* Run `change` and leave the line the reader is at where it was on the screen. */
export function keepingPlace(isReading, change) {
  const line = isReading ? firstLineInView() : null;
  const before = line?.getBoundingClientRect().top;
  change();
  if (!line) return;
  const same = line.isConnected ? line : document.getElementById(line.id);
  if (same) scrollBy({ top: same.getBoundingClientRect().top - before, behavior: "instant" });
}

function firstLineInView() {
  const lines = document.querySelectorAll("#entries > li, #items > li, main section[id], h1");
  return [...lines].find((line) => line.getBoundingClientRect().bottom > 0) ?? null;
}

function putItems(list, { order, put }) {
  for (const [anchor, html] of Object.entries(put)) {
    const fresh = element(html);
    const old = document.getElementById(anchor);
    if (old) replaceOne(old, fresh);
    else list.append(fresh);
  }
  const wanted = new Set(order);
  for (const line of [...list.children]) if (!wanted.has(line.id)) line.remove();
  order.forEach((anchor, place) => {
    const line = document.getElementById(anchor);
    if (line && list.children[place] !== line) list.insertBefore(line, list.children[place]);
  });
}

function putEntries(list, { put, remove, all }) {
  for (const id of remove) document.getElementById(id)?.remove();
  if (all) {
    const wanted = new Set(all);
    for (const line of [...list.children]) if (!wanted.has(line.id)) line.remove();
  }
  for (const { id, seq, html } of put) {
    const fresh = element(html);
    const old = document.getElementById(id);
    if (old) {
      replaceOne(old, fresh);
    } else {
      const after = [...list.children].find((line) => Number(line.dataset.seq) < seq);
      list.insertBefore(fresh, after ?? null);
      point(fresh);
    }
  }
}

/* Server-rendered HTML, escaped there. */
function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

function replaceOne(old, fresh) {
  keepingState(old, fresh, () => old.replaceWith(fresh));
  enhance(fresh);
}

function replaceContent(region, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  keepingState(region, template.content, () => region.replaceChildren(template.content), region);
  enhance(region);
}

/* What the reader opened stays open, and the focus stays where it was. */
function keepingState(old, fresh, change, home = fresh) {
  const opened = [...old.querySelectorAll("details")].map((each) => each.open);
  const focused = old.contains(document.activeElement) ? describe(document.activeElement) : "";
  [...fresh.querySelectorAll("details")].forEach((each, place) => { each.open ||= opened[place] ?? false; });
  change();
  if (!focused) return;
  enhance(home);
  home.querySelector(focused)?.focus({ preventScroll: true });
}

function describe(focused) {
  const name = focused.localName;
  const href = focused.getAttribute("href");
  if (href) return `${name}[href="${CSS.escape(href)}"]`;
  return focused.className ? `${name}.${focused.classList[0]}` : name;
}

function point(line) {
  if (quiet.matches) return;
  line.animate([{ backgroundColor: "var(--fresh)" }, { backgroundColor: "transparent" }], 2_500);
}

/* Paper has no summaries to press: everything is opened for it, and closed again after. */
export function openForPaper() {
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of closed) each.open = false; });
}

function addCopyButton(link) {
  if (!navigator.clipboard || link.nextElementSibling?.matches(".copy")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy link";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      button.textContent = "Copied";
      announcer.say("Link copied.");
    } catch {
      button.textContent = "Could not copy";
    }
    setTimeout(() => { button.textContent = "Copy link"; }, 3_000);
  });
  link.after(button);
}

function addPlayerButton(place) {
  if (place.childElementCount) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "load-player";
  button.textContent = place.dataset.words;
  button.addEventListener("click", () => {
    const player = playerFor(place.dataset);
    place.replaceChildren(player);
    player.focus({ preventScroll: true });
  });
  place.append(button);
}

function playerFor({ kind, embed, title }) {
  if (kind !== "frame") {
    const player = document.createElement(kind);
    Object.assign(player, { src: embed, controls: true, title, preload: "metadata" });
    return player;
  }
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.allow = "fullscreen; picture-in-picture; encrypted-media";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
  frame.src = embed;
  return frame;
}
