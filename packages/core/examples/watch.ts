/**
 * Watches an Ollama service from a terminal, the same on Node, Bun and Deno:
 *
 *     node examples/watch.ts [HOST]      bun examples/watch.ts [HOST]      deno run -A examples/watch.ts [HOST]
 */
import { tmpdir } from "node:os";
import { distinctUntilChanged, map, of } from "rxjs";
import {
  hostTarget,
  modelFilesHere,
  nodeTransport,
  sessionHistory,
  systemClock as clock,
} from "../src/adapters/index.ts";
import { DEFAULT_PREFERENCES, openApp, parseEndpoint } from "../src/index.ts";
import { statusBarView } from "../src/ui/index.ts";

const parsed = parseEndpoint(process.argv[2] ?? process.env["OLLAMA_HOST"] ?? "");
if ("problem" in parsed) throw new Error(parsed.problem);
const logger = { info() {}, warn: console.warn };
const target = hostTarget({ ...parsed, folder: tmpdir(), transport: nodeTransport(), logger });
const watching = { targets$: of([{ target }]), looking$: of(true), preferences$: of(DEFAULT_PREFERENCES) };
const modelFiles = modelFilesHere({ environment: () => process.env, logger });
const app = openApp({ ...watching, ...sessionHistory(), modelFiles, clock, logger });
app.state$
  .pipe(
    map((state) => statusBarView(state, clock.now()).text),
    distinctUntilChanged(),
  )
  .subscribe((text) => console.log(new Date().toISOString(), text));
