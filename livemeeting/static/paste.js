/* The paste box takes the page's own form of what is on the clipboard, when there is one: tables and lists survive.
   The box shows the text; what is typed into it afterwards is read as text. */

const box = document.getElementById("pasted");
const kept = document.querySelector("[data-pasted-html]");
const said = document.querySelector("[data-pasted-as]");
/* The server takes 2 MB; a page from Word is mostly style sheets, which nobody reads. */
const MOST = 900_000;
const KEPT = ["class", "id", "href", "colspan", "rowspan", "start", "type", "value"];

function lean(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const each of page.querySelectorAll("script, style, link, meta, img, svg, object, iframe, template, noscript")) {
    each.remove();
  }
  for (const each of page.body.querySelectorAll("*")) {
    for (const { name, value } of [...each.attributes]) {
      // Word writes the levels of its lists into their style.
      if (!KEPT.includes(name) && !(name === "style" && /mso-list|display:\s*none/i.test(value))) each.removeAttribute(name);
    }
  }
  return page.body.innerHTML;
}

function says(words) {
  said.textContent = words;
}

function forget() {
  if (!kept.value) return;
  kept.value = "";
  says("You changed the text, so it is read as text. Paste it again to bring its tables back.");
}

let isPasting = false;
box?.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html") || "";
  const isAll = !box.value.trim() || (box.selectionStart === 0 && box.selectionEnd === box.value.length);
  const found = html && isAll ? lean(html) : "";
  isPasting = true;
  kept.value = found.length <= MOST ? found : "";
  if (kept.value) says("Pasted with its tables and lists.");
  else says(html && !isAll ? "Added to what is there, as text." : "");
});
box?.addEventListener("input", () => {
  if (!isPasting) forget();
  isPasting = false;
});
