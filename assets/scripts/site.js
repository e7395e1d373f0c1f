// What every page loads. Each part looks for its own marks in the page and does nothing without them.
import { keepDrafts } from "./parts/drafts.js";
import { focusOnLoad } from "./parts/focus.js";
import { setUpMarkdownToolbars } from "./parts/markdown_toolbar.js";
import { setUpMenus } from "./parts/menus.js";
import { setUpMessages } from "./parts/messages.js";
import { setUpPanes } from "./parts/panes.js";
import { setUpPasswords } from "./parts/passwords.js";
import { setUpPrinting } from "./parts/printing.js";
import { forgetOnSignOut } from "./parts/signing_out.js";
import { showLocalTimes } from "./parts/times.js";
import { setUpTabs } from "./parts/tabs.js";

setUpTabs();
setUpMenus();
setUpMarkdownToolbars();
keepDrafts();
setUpPanes();
setUpMessages();
setUpPasswords();
setUpPrinting();
showLocalTimes();
focusOnLoad();
forgetOnSignOut("/konto/abmelden/");
