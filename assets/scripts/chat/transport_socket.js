// The way by WebSocket: opens, joins the room, hands over every frame. One attempt each; `end` comes once.
import { data } from "./page.js";

const WITHIN = 7_000; // milliseconds to open, and as many to be let in

export function openSocket(room, since, on) {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/ws/chat/${room}/?me=${data.me}`);
  let over = false;
  let timer = setTimeout(() => end(0, true), WITHIN);
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
    timer = setTimeout(() => end(0, true), WITHIN);
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
