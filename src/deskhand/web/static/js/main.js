// The console's own script. Pages work without it; it makes them quick, live and usable by keyboard alone.
// Listeners stand on the document and ask what they meet, since htmx exchanges the elements under them.
import "./keep.js";
import "./keys.js";
import "./menus.js";
import "./list.js";
import "./thread.js";
import "./composer.js";
import "./files.js";
import "./picker.js";
import "./live.js";
import "./new_ticket.js";
import "./palette.js";
import "./shortcuts.js";
import "./bell.js";
import "./said.js";
import "./side.js";
import "./ticking.js";
import "./views.js";
import "./zone.js";
