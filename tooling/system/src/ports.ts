import { createServer } from "node:net";

/** A port of the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
  return (await tryPort(0)) ?? Promise.reject(new Error("no port is free"));
}

/** The port wanted if nobody listens on it, else 0, which means any. */
export async function portOrAny(wanted: number): Promise<number> {
  return (await tryPort(wanted)) ?? 0;
}

function tryPort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" ? address?.port : undefined;
      server.close(() => resolve(port));
    });
  });
}
