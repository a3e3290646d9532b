// On a narrow screen the agenda and the posts open by a tab each; and the current row stays in view.

export function startTabs(screen) {
  const strip = document.querySelector("[data-tabs]");
  const tabs = [...strip.querySelectorAll("[data-tab]")];
  strip.hidden = false;
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      const opens = document.body.dataset.tab !== tab.dataset.tab;
      document.body.dataset.tab = opens ? tab.dataset.tab : "";
      for (const each of tabs) each.setAttribute("aria-expanded", String(opens && each === tab));
    });
  }
  const follow = () => {
    countUrgent(strip);
    showCurrent();
  };
  screen.whenShown(follow);
  follow();
}

function countUrgent(strip) {
  const count = document.querySelectorAll(".post--held, .post--trouble").length;
  strip.querySelector("[data-urgent]").textContent = count ? `(${count})` : "";
}

let shown = "";

// Scroll the agenda's own column, never the page, and only when another item has become the current one.
function showCurrent() {
  const column = document.querySelector("#agenda");
  const row = column.querySelector(".row--current") || column.querySelector(".row--next");
  if (!row || row.dataset.item === shown || column.contains(document.activeElement) && document.activeElement !== column) return;
  shown = row.dataset.item;
  column.scrollTop = row.offsetTop - column.offsetTop - column.clientHeight / 3;
}
