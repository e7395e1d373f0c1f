// What every page loads. Each part looks for its own marks in the page and does nothing without them.
import { keepDrafts } from "./parts/drafts.js";
import { focusOnLoad } from "./parts/focus.js";
import { setUpMarkdownToolbars } from "./parts/markdown_toolbar.js";
import { setUpMenus } from "./parts/menus.js";
import { setUpMessages } from "./parts/messages.js";
import { setUpPanes } from "./parts/panes.js";
import { setUpPrinting } from "./parts/printing.js";
import { showLocalTimes } from "./parts/times.js";
import { showCurrentTab } from "./parts/tabs.js";

showCurrentTab();
setUpMenus();
setUpMarkdownToolbars();
keepDrafts();
setUpPanes();
setUpMessages();
setUpPrinting();
showLocalTimes();
focusOnLoad();
