import { defer } from "rxjs";
import * as v from "valibot";
import type { AskedRequests } from "../../activity/asked-requests.port.ts";
import type { AskedRequest } from "../../activity/find-asked.ts";
import type { HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { Clock } from "../../shared/clock.port.ts";
import type { AskedFile } from "./asked-file.ts";

/** Of each method and path; a list is read four times a minute at most. */
const MOST = 2_000;
const MOST_PATHS = 100;
/** A longer body is that of an upload. */
const LONGEST_BODY = 100_000;

type AskedOptions = {
  readonly clock: Pick<Clock, "now">;
  /** What all windows ask. */
  readonly file: AskedFile;
};

/** Remembers the last requests of all windows to an Ollama, so that they are known in its log. */
export function createAskedRequests({ clock, file }: AskedOptions): {
  readonly asked: AskedRequests;
  readonly remembered: (transport: HttpTransport) => HttpTransport;
} {
  const sent = new Map<string, AskedRequest[]>();
  const add = (method: string, path: string, request: AskedRequest): void => {
    const key = `${method} ${path}`;
    const same = sent.get(key) ?? [];
    same.push(request);
    if (same.length > MOST) same.shift();
    if (sent.size < MOST_PATHS) sent.set(key, same);
  };
  const remember = ({ method, url, body }: HttpRequest): void => {
    const path = new URL(url).pathname;
    const model = typeof body === "string" && body.length < LONGEST_BODY ? modelIn(body) : undefined;
    const request = { sentAtMs: clock.now(), ...(model !== undefined && { model }) };
    add(method, path, request);
    void file.append({ method, path, ...request });
  };
  const addOthers = (): void => {
    for (const { method, path, sentAtMs, model } of file.readNew())
      add(method, path, { sentAtMs, ...(model !== undefined && { model }) });
  };
  return {
    asked: {
      of(method, path) {
        addOthers();
        return sent.get(`${method} ${path}`) ?? [];
      },
    },
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
