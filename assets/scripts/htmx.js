// htmx for pages that load fragments: same origin only, no evaluated code, no injected style element (the policy refuses both).
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0;
window.htmx = htmx;
