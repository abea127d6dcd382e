import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A server that can be closed and opened again on the same port. */
export interface Listener {
  readonly port: number;
  readonly isOpen: boolean;
  readonly connections: number;
  open(): Promise<void>;
  /** Cuts all connections. */
  drop(): void;
  /** Stops listening, and cuts all connections. */
  shut(): Promise<void>;
}

/** Does not listen before `open`. */
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
      // Go has no such time limits.
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
