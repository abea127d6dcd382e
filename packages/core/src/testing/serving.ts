import { createServer, type RequestListener } from "node:http";
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A server of a test on loopback, on a free port if none is given. Dispose it to close it and its connections. */
export type Serving = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
};

export function serve(listener: RequestListener, port = 0): Promise<Serving> {
  const server = createServer(listener);
  return listen(server, { port, closeConnections: () => server.closeAllConnections() });
}

/** Serves what may not be HTTP. */
export function serveSockets(listener: (socket: Socket) => void, port = 0): Promise<Serving> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    listener(socket);
  });
  return listen(server, { port, closeConnections: () => sockets.forEach((socket) => socket.destroy()) });
}

async function listen(
  server: Server,
  { port, closeConnections }: { readonly port: number; readonly closeConnections: () => void },
): Promise<Serving> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: found } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${found}`,
    port: found,
    async [Symbol.asyncDispose]() {
      closeConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
