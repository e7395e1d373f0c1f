// Who is here and who is writing: loaded when the server first tells.
import { root } from "./chat/page.js";
import { createPeople } from "./chat/people.js";

root.dispatchEvent(new CustomEvent("chat:people", { detail: createPeople() }));
