import type { Registry } from "@paddock/test-fixtures";
import { request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import type { AskedRegistry, RegistryBehaviour } from "./contracts/registry.ts";
import { serve } from "./serving.ts";

/** A registry with settable behaviour. Dispose it to close it. */
export type OpenAskedRegistry = AskedRegistry &
  AsyncDisposable & {
    readonly url: string;
    /** `127.0.0.1:PORT`, for the names of models. */
    readonly host: string;
  };

/** Opens a server on loopback that passes requests on to a stand-in, or fails as `behaviour` says. */
export async function openAskedRegistry(registry: Registry): Promise<OpenAskedRegistry> {
  let behaviour: RegistryBehaviour = "normal";
  let [requestCount, openCount] = [0, 0];
  const server = await serve((request, response) => {
    requestCount += 1;
    openCount += 1;
    response.on("close", () => void (openCount -= 1));
    answer(registry, behaviour, { request, response });
  });
  return {
    url: server.url,
    host: `127.0.0.1:${server.port}`,
    get behaviour() {
      return behaviour;
    },
    set behaviour(next) {
      behaviour = next;
      registry.faults.manifestStatus = STATUSES[next];
    },
    get requestCount() {
      return requestCount;
    },
    get openCount() {
      return openCount;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** The status of every manifest, for behaviours that fail by a status. */
const STATUSES = {
  normal: undefined,
  unauthorised: 401,
  throttled: 429,
  failing: 500,
  invalid: undefined,
  unreachable: undefined,
  silent: undefined,
} as const satisfies Record<RegistryBehaviour, number | undefined>;

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

function answer(registry: Registry, behaviour: RegistryBehaviour, { request, response }: Exchange): void {
  switch (behaviour) {
    case "normal":
    case "unauthorised":
    case "throttled":
    case "failing":
      ask(`${registry.url}${request.url}`, { headers: request.headers, agent: false }, (forwarded) => {
        response.writeHead(forwarded.statusCode ?? 500, forwarded.headers);
        forwarded.pipe(response);
      }).end();
      return;
    case "invalid":
      response.writeHead(200).end('{"schemaVersion":2,"config":null,"layers":null}');
      return;
    case "unreachable":
      request.socket.resetAndDestroy();
      return;
    case "silent":
      return;
  }
}
