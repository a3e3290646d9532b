// Shows how a wording would read while it is typed. The server fills it in; nothing is saved.

const form = document.querySelector("#wording");
const text = form.querySelector("#text");
const examples = document.querySelector("#examples");
let waiting = 0;
let asked = 0;

text.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 300);
});

async function show() {
  asked += 1;
  const mine = asked;
  try {
    const answer = await fetch(form.dataset.example, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    const said = await answer.json();
    if (mine !== asked) return;
    if (said.examples === undefined) {
      const sentence = document.createElement("p");
      sentence.className = "govuk-error-message";
      sentence.textContent = said.refused;
      examples.replaceChildren(sentence);
    } else {
      examples.innerHTML = said.examples; // rendered and escaped by the server
    }
  } catch {
    // Without an answer the example stays as it was; saving will say what is wrong.
  }
}
