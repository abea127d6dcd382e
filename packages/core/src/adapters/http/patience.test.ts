import { firstValueFrom, type Observable } from "rxjs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { toFailure } from "../../shared/failure.ts";
import { modelName } from "../../testing/index.ts";
import { serve, type Serving } from "../../testing/serving.ts";
import { httpOllamaApi } from "../ollama/http-ollama-api.ts";
import { httpRegistry } from "../registry/http-registry.ts";
import { askHost } from "../search/ask-host.ts";
import { nodeTransport } from "./node-transport.ts";

const transport = nodeTransport();
const logger = { info() {}, warn() {} };
const patienceMs = 500; // a busy machine may stand still for 200 ms
const ofPort = { transport, logger, patienceMs };

let dripping: Serving;
let port = 0;
beforeAll(async () => {
  dripping = await serve((_request, response) => {
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  });
  ({ port } = dripping);
});
afterAll(async () => {
  transport.close();
  await dripping[Symbol.asyncDispose]();
});

const api = () =>
  httpOllamaApi({
    endpoint: { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port },
    longTransport: transport,
    transport,
    patienceMs,
  });
const registry = () => httpRegistry({ ...ofPort, isInsecure: () => true });
const pony = () => modelName(`127.0.0.1:${port}/stable/pony`);
const asker = { version: "0.40.0" };
const ofConfig = { digest: "", layers: [], configDigest: `sha256:${"1".repeat(64)}` };

const REQUESTS: readonly (readonly [what: string, send: () => Observable<unknown>])[] = [
  ["the version", () => api().version()],
  ["the list of models", () => api().list()],
  ["the list of loaded models", () => api().listLoaded()],
  ["a model's details", () => api().show(modelName("pony"))],
  ["a model's manifest", () => registry().manifest(pony(), asker)],
  ["a model's card", () => registry().card(pony(), ofConfig, asker)],
  ["a search", () => askHost(ofPort, new URL(`http://127.0.0.1:${port}/search`))],
];

it("every request ends even if its answer never does", async () => {
  const ended = REQUESTS.map(async ([what, send]) => [what, await firstValueFrom(send()).catch(toFailure)]);
  const timedOut = { kind: "timed-out", afterMs: 3 * patienceMs };
  expect(await Promise.all(ended)).toEqual(REQUESTS.map(([what]) => [what, timedOut]));
});
