// The least that a broadcast server can do, on npm ws: each message is read once, written once and sent to everybody.
// No sign-in, no rights, no database, no numbers. Usage: PORT=9000 node broadcast.mjs
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.env.PORT), perMessageDeflate: false });

server.on("connection", (socket) => {
  socket.on("message", (data) => {
    const text = JSON.stringify({ message: JSON.parse(data).message });
    for (const client of server.clients) client.send(text);
  });
});
