/* The paste box takes the page's own form of what is on the clipboard, when there is one: tables and lists survive.
   The box shows the text; what is typed into it afterwards is read as text. */

const box = document.getElementById("pasted");
const kept = document.querySelector("[data-pasted-html]");
const said = document.querySelector("[data-pasted-as]");
/* The server takes 2 MB; a page from Word is mostly style sheets, which nobody reads. */
const MOST = 900_000;
const KEPT = ["class", "id", "href", "colspan", "rowspan", "start", "type", "value"];

/* A parsed page would have its styles and handlers looked at, and refused by our policy with a line in the log for
   each: so they are set aside as text first. Word writes the levels of its lists into a style, which is kept. */
function quiet(html) {
  return html.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\s(on\w+|style)\s*=/gi, " data-$1="));
}

function lean(html) {
  const page = new DOMParser().parseFromString(quiet(html), "text/html");
  for (const each of page.querySelectorAll("script, style, link, meta, img, svg, object, iframe, template, noscript")) {
    each.remove();
  }
  for (const each of page.body.querySelectorAll("*")) {
    const style = each.getAttribute("data-style") || "";
    for (const { name } of [...each.attributes]) {
      if (!KEPT.includes(name)) each.removeAttribute(name);
    }
    if (/mso-list|display:\s*none/i.test(style)) each.setAttribute("data-style", style);
  }
  return page.body.innerHTML.replace(/<[^>]+>/g, (tag) => tag.replace(" data-style=", " style="));
}

function says(words) {
  said.textContent = words;
}

function forget() {
  if (!kept.value) return;
  kept.value = "";
  says("You changed the text, so it is read as text. Paste it again to bring its tables back.");
}

box?.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html") || "";
  const isAll = !box.value.trim() || (box.selectionStart === 0 && box.selectionEnd === box.value.length);
  const found = html && isAll ? lean(html) : "";
  kept.value = found.length <= MOST ? found : "";
  if (kept.value) says("Pasted with its tables and lists.");
  else says(html && !isAll ? "Added to what is there, as text." : "");
});
box?.addEventListener("input", (event) => {
  if (event.inputType !== "insertFromPaste") forget();
});
