/**
 * Watches an Ollama service from a terminal, the same on Node, Bun and Deno:
 *
 *     node examples/watch.ts [HOST]      bun examples/watch.ts [HOST]      deno run -A examples/watch.ts [HOST]
 */
import { tmpdir } from "node:os";
import { distinctUntilChanged, map, of } from "rxjs";
import * as adapters from "../src/adapters/index.ts";
import { DEFAULT_PREFERENCES, openApp, parseEndpoint } from "../src/index.ts";
import { statusBarView } from "../src/views/index.ts";

const parsed = parseEndpoint(process.argv[2] ?? process.env["OLLAMA_HOST"] ?? "");
if ("problem" in parsed) throw new Error(parsed.problem);
const { endpoint } = parsed;
const transport = adapters.nodeTransport();
const logger = { info() {}, warn: console.warn };
const chosen = () => ({ environment: {} });
const reach = {
  api: adapters.httpOllamaApi({ endpoint, transport, longTransport: transport }),
  probe: adapters.tcpProbe(endpoint),
  controller: adapters.processController({ endpoint, folder: tmpdir(), chosen, logger }),
  registry: adapters.httpRegistry({ transport, logger, isInsecure: () => false }),
  isInsecure: () => false,
};
const isRemote = !adapters.isOnThisMachine(endpoint);
const app = openApp({
  target$: of({ kind: "host", endpoint, isRemote, isDemo: false, reach }),
  looking$: of(true),
  preferences$: of(DEFAULT_PREFERENCES),
  ...adapters.sessionHistory(),
  clock: adapters.systemClock,
  logger,
});
app.state$
  .pipe(
    map((state) => statusBarView(state, Date.now()).text),
    distinctUntilChanged(),
  )
  .subscribe((text) => console.log(new Date().toISOString(), text));
