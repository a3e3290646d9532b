// The socket says that something changed; without it the panel asks every five seconds.

const POLL_MS = 5000;
const CHECK_MS = 30000;

export async function startSocket(screen) {
  let isConnected = false;
  let askedAt = performance.now();
  setInterval(() => {
    if (performance.now() - askedAt < (isConnected ? CHECK_MS : POLL_MS)) return;
    askedAt = performance.now();
    screen.refresh();
  }, 1000);
  window.addEventListener("offline", () => screen.refresh());
  window.addEventListener("online", () => screen.refresh());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) screen.refresh(); });

  let library;
  try {
    library = await import(screen.main.dataset.socket);
  } catch {
    return;  // blocked on the way: the panel goes on asking
  }
  const socket = library.io("/panel", {
    transports: ["websocket"], reconnectionDelayMax: 5000,
    auth: (tell) => tell({ meeting: screen.main.dataset.meeting, csrf: screen.csrf }),
  });
  socket.on("connect", () => { isConnected = true; screen.refresh(); });
  socket.on("disconnect", () => { isConnected = false; screen.refresh(); });
  socket.on("changed", () => screen.refresh());
}
