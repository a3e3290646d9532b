// The control panel comes alive: presses without leaving the page, regions that follow the meeting, keys, clocks.
import { startClocks } from "./panel/clock.js";
import { startEditor } from "./panel/editor.js";
import { startForms } from "./panel/forms.js";
import { startKeys } from "./panel/keys.js";
import { startPresses } from "./panel/press.js";
import { startRolls } from "./panel/roll.js";
import { Screen } from "./panel/screen.js";
import { startSocket } from "./panel/socket.js";
import { startTabs } from "./panel/tabs.js";

document.documentElement.classList.add("scripted");
const screen = new Screen(document.querySelector("[data-panel]"));
startClocks(screen);
startPresses(screen);
startEditor(screen);
startForms(screen);
startRolls();
startKeys();
startTabs(screen);
startSocket(screen);
screen.refresh();
