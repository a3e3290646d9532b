/* A closed meeting: nothing is followed any more, only the player is offered and paper is thought of. */

import { enhance, openForPaper } from "./follow-page.js";

enhance(document.getElementById("main"), { say() {} });
openForPaper();
