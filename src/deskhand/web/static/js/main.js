// The console's own script. Pages work without it; it makes them quick, live and usable by keyboard alone.
// Listeners stand on the document and ask what they meet, since htmx exchanges the elements under them.
import "./keep.js";
import "./keys.js";
import "./focus.js";
import "./menus.js";
import "./list.js";
import "./live.js";
import "./bell.js";
import "./said.js";
import "./ticking.js";
import "./recent.js";
import "./views.js";
import "./zone.js";
import "./later.js";

// Controls that need a script are shown now.
document.documentElement.classList.add("js");
