import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A port that can die and come back. */
export interface Listener {
  readonly port: number;
  readonly isOpen: boolean;
  readonly connections: number;
  /** Listens: at first where told, later on the same port again. */
  open(): Promise<void>;
  /** Cuts every connection. */
  drop(): void;
  /** Stops listening and cuts every connection. */
  shut(): Promise<void>;
}

/** Prepares a listener; nothing listens before `open`. */
export function createListener(
  host: string,
  port: number,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): Listener {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let boundPort = port;

  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    get port() {
      return boundPort;
    },
    get isOpen() {
      return server !== undefined;
    },
    get connections() {
      return sockets.size;
    },
    drop,
    async open() {
      if (server !== undefined) return;
      const opening = createServer(serve);
      // Go has none of Node's time limits.
      opening.keepAliveTimeout = 0;
      opening.requestTimeout = 0;
      opening.headersTimeout = 0;
      opening.on("connection", (socket) => {
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket));
      });
      await new Promise<void>((resolve, reject) => {
        opening.once("error", reject);
        opening.listen(boundPort, host, () => resolve());
      });
      const address = opening.address();
      if (typeof address === "object" && address !== null) boundPort = address.port;
      server = opening;
    },
    async shut() {
      const closing = server;
      if (closing === undefined) return;
      server = undefined;
      await new Promise<void>((resolve) => {
        closing.close(() => resolve());
        drop();
        closing.closeAllConnections();
      });
    },
  };
}
