// The ways without a socket, loaded where sockets are blocked.
import { root } from "./chat/page.js";
import { openPolling, openStream } from "./chat/transport_http.js";

root.dispatchEvent(new CustomEvent("chat:detour", { detail: [openStream, openPolling] }));
