import { randomInt } from "node:crypto";
import { createConnection, createServer } from "node:net";

/** Below the ephemeral ports of every system: no outgoing connection and no server on port 0 gets one. */
const LOWEST = 20_000;
const COUNT = 12_000;
let last = randomInt(COUNT);

/** A free port of the loopback address. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < COUNT; tried++) {
    last = (last + 1) % COUNT;
    const port = LOWEST + last; // others may ask in the meantime
    if (await canListen(port)) return port;
  }
  throw new Error("no port is free");
}

const canListen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** Whether a program listens on this port of the loopback address. */
export const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
