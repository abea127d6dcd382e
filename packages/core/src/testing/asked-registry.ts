import type { Registry } from "@paddock/test-fixtures";
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AskedRegistry, RegistryMood } from "./contracts/registry.ts";

/** A registry whose mood can be chosen, and how to close it. */
export type OpenAskedRegistry = AskedRegistry &
  AsyncDisposable & {
    readonly url: string;
    /** `127.0.0.1:PORT`, for the names of models. */
    readonly host: string;
  };

/** Opens one on loopback in front of a stand-in, which answers as long as the mood lets it. */
export async function openAskedRegistry(registry: Registry): Promise<OpenAskedRegistry> {
  let mood: RegistryMood = "well";
  let [requestCount, openCount] = [0, 0];
  const server = createServer((request, response) => {
    requestCount += 1;
    openCount += 1;
    response.on("close", () => void (openCount -= 1));
    answer(registry, mood, { request, response });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    get mood() {
      return mood;
    },
    set mood(other) {
      mood = other;
      registry.faults.manifestStatus = STATUSES[other];
    },
    get requestCount() {
      return requestCount;
    },
    get openCount() {
      return openCount;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The status of every manifest; none where it is not said in one. */
const STATUSES = {
  well: undefined,
  closed: 401,
  tired: 429,
  failing: 500,
  strange: undefined,
  gone: undefined,
  silent: undefined,
} as const satisfies Record<RegistryMood, number | undefined>;

type Asked = { readonly request: IncomingMessage; readonly response: ServerResponse };

function answer(registry: Registry, mood: RegistryMood, { request, response }: Asked): void {
  switch (mood) {
    case "well":
    case "closed":
    case "tired":
    case "failing":
      ask(`${registry.url}${request.url}`, { headers: request.headers, agent: false }, (answered) => {
        response.writeHead(answered.statusCode ?? 500, answered.headers);
        answered.pipe(response);
      }).end();
      return;
    case "strange":
      response.writeHead(200).end('{"schemaVersion":2,"config":null,"layers":null}');
      return;
    case "gone":
      request.socket.resetAndDestroy();
      return;
    case "silent":
      return;
  }
}
