// The way by WebSocket: opens, joins the room, hands over every frame. One attempt each; `end` comes once.
import { data } from "./page.js";

const OPEN_WITHIN = 8_000;
const JOIN_WITHIN = 5_000;

export function openSocket(room, since, on) {
  const socket = new WebSocket(`${location.origin.replace("http", "ws")}/ws/chat/${room}/?person=${data.me}`);
  let over = false;
  let timer = setTimeout(() => end(0, true), OPEN_WITHIN);
  const send = (frame) => socket.send(JSON.stringify(frame));

  function close() {
    over = true;
    clearTimeout(timer);
    socket.close();
  }

  function end(code, silent) {
    if (over) return;
    close();
    on.end(code, silent);
  }

  socket.onopen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => end(0, true), JOIN_WITHIN);
    send({ type: "join", ref: "join", since: since() });
  };
  socket.onmessage = (message) => {
    if (over) return;
    const frame = JSON.parse(message.data);
    if (frame.ref !== "join") on.frame(frame);
    else if (frame.type === "error") end(frame.code === "number_ahead" ? 4400 : 0);
    else {
      clearTimeout(timer);
      on.ready(frame);
    }
  };
  socket.onclose = (event) => end(event.code);
  return { send, close };
}
