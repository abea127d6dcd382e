import { defer } from "rxjs";
import * as v from "valibot";
import type { AskedRequests } from "../../activity/asked-requests.port.ts";
import type { AskedRequest } from "../../activity/find-asked.ts";
import type { HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { Clock } from "../../shared/clock.port.ts";

/** Of each method and path; a list is read four times a minute at most. */
const MOST = 500;
/** Those that were sent last; each layer that is sent has a path of its own. */
const MOST_PATHS = 1_000;
/** A longer body is that of an upload. */
const LONGEST_BODY = 100_000;

/** The last requests to an Ollama, and a transport whose requests are among them. */
export type AskedMemory = {
  readonly asked: AskedRequests;
  readonly remembered: (transport: HttpTransport) => HttpTransport;
};

/** Remembers the last requests to an Ollama, so that they are known in its log. */
export function createAskedRequests(clock: Pick<Clock, "now">): AskedMemory {
  const sent = new Map<string, AskedRequest[]>();
  const remember = ({ method, url, body }: HttpRequest): void => {
    const key = `${method} ${new URL(url).pathname}`;
    const same = sent.get(key) ?? [];
    const model = typeof body === "string" && body.length < LONGEST_BODY ? modelIn(body) : undefined;
    same.push({ sentAtMs: clock.now(), ...(model !== undefined && { model }) });
    if (same.length > MOST) same.shift();
    sent.delete(key);
    sent.set(key, same);
    const [oldest] = sent.keys();
    if (sent.size > MOST_PATHS && oldest !== undefined) sent.delete(oldest);
  };
  return {
    asked: { of: (method, path) => sent.get(`${method} ${path}`) ?? [] },
    remembered: (transport) => ({
      send: (request) =>
        defer(() => {
          remember(request);
          return transport.send(request);
        }),
      close: () => transport.close(),
    }),
  };
}

const namedSchema = v.pipe(v.string(), v.parseJson(), v.object({ model: v.string() }));

function modelIn(body: string): string | undefined {
  const parsed = v.safeParse(namedSchema, body);
  return parsed.success ? parsed.output.model : undefined;
}
