/* Asks the player of each video where it is, so that "This is happening now" needs nothing typed. No player's own script is loaded:
   YouTube and Vimeo answer messages sent to their frame. */

const ASK_EVERY = 250;

/* What to say to a player, and how to read seconds out of what it says; undefined where it says something else. */
const SPEAK = {
  youtube: {
    ask: { event: "listening", id: 1, channel: "widget" },
    address: (embed) => `${embed}&origin=${encodeURIComponent(location.origin)}`,
    read: (said) => said.info?.currentTime,
  },
  vimeo: {
    ask: { method: "getCurrentTime" },
    address: (embed) => embed,
    read: (said) => (said.method === "getCurrentTime" ? said.value : undefined),
  },
};

for (const section of document.querySelectorAll(".video")) {
  const place = section.querySelector("[data-player]");
  const field = section.querySelector("input[name=offset]");
  if (!place || !field) continue;
  const show = filling(field);
  if (place.dataset.player === "file") followFile(place, show);
  else offerPlayer(place, show);
}

/* Keep the field at the player's place until somebody types into it; emptied, it follows again. */
function filling(field) {
  let isTyped = field.value !== "";
  field.addEventListener("input", () => { isTyped = field.value !== ""; });
  return (seconds) => { if (!isTyped && Number.isFinite(seconds)) field.value = words(seconds); };
}

function words(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function followFile(player, show) {
  for (const name of ["timeupdate", "seeked", "pause", "play"]) {
    player.addEventListener(name, () => show(player.currentTime));
  }
}

function offerPlayer(place, show) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = "Watch it here";
  button.addEventListener("click", () => followFrame(place, show));
  place.replaceChildren(button);
}

function followFrame(place, show) {
  const speak = SPEAK[place.dataset.player];
  const address = speak.address(place.dataset.embed);
  const { origin } = new URL(address);
  const frame = document.createElement("iframe");
  frame.src = address;
  frame.title = place.dataset.title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  place.classList.add("video__player--open");
  place.replaceChildren(frame);
  addEventListener("message", (message) => {
    if (message.source === frame.contentWindow && message.origin === origin) show(speak.read(heard(message.data)));
  });
  frame.addEventListener("load", () => {
    setInterval(() => frame.contentWindow?.postMessage(JSON.stringify(speak.ask), origin), ASK_EVERY);
  }, { once: true });
  frame.focus();
}

function heard(data) {
  try {
    return (typeof data === "string" ? JSON.parse(data) : data) ?? {};
  } catch {
    return {};
  }
}
