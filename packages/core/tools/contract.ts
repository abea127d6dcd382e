import { parseArgs } from "node:util";
import { firstValueFrom, lastValueFrom } from "rxjs";
import { httpOllamaApi, nodeTransport } from "../src/adapters/index.ts";
import { undiciTransport } from "../src/adapters/http/undici-transport.ts";
import { isEmbedder } from "../src/models/answer-endpoint.ts";
import { toFailure } from "../src/shared/failure.ts";
import { parseEndpoint, parseModelName, type ModelName } from "../src/index.ts";
import type { OllamaApi } from "../src/ollama/ollama-api.port.ts";
import { ollamaApiContract, type OllamaWorld } from "../src/testing/contracts/index.ts";
import { describeEndpointProblem, describeFailure } from "../src/ui/index.ts";
import { ENDPOINTS, fieldDifferences } from "./contract/fields.ts";
import { hasAllKnownFields, isUnknownVersion, verdictOf } from "./contract/verdict.ts";

const USAGE = `npm run contract -- --host URL [--registry HOST:PORT] [--pull NAMESPACE/MODEL] [--embedder NAMESPACE/MODEL]

Checks over HTTP whether a running Ollama behaves as we expect. It loads, unloads and copies the smallest installed
models. With a registry, which is used over plain HTTP, it also pulls and deletes HOST:PORT/stable/pony or the model
of --pull. Of a version that is newer than those known here, it says what it does differently, and does not fail.`;

/** Bigger models take too long to load. */
const SMALL_BYTES = 4_000_000_000;

const { host, registry, pull, embedder } = readArguments();
const parsed = parseEndpoint(host);
if ("problem" in parsed) stop(`${host}: ${describeEndpointProblem(parsed.problem)}`);

const transport = nodeTransport();
const longTransport = undiciTransport();
const api = httpOllamaApi({ endpoint: parsed.endpoint, transport, longTransport });
const created = await createWorld(api).catch((error: unknown) =>
  stop(`${host}: ${describeFailure(toFailure(error))}`),
);
const { world, version } = created;
const broken = isUnknownVersion(version) ? "≠" : "✗";
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const promise of ollamaApiContract) {
  const { name } = promise;
  const why = promise.unless?.(world);
  if (why !== undefined) report("skipped", `- ${name} (${why})`);
  else
    await promise.keep(world).then(
      () => report("passed", `✓ ${name}`),
      (error: unknown) =>
        report("failed", `${broken} ${name}: ${error instanceof Error ? error.message : String(error)}`),
    );
}
const differences = hasAllKnownFields(version) ? await differencesOf(world) : [];
transport.close();
longTransport.close();
const { lines, exitCode } = verdictOf(version, counts, differences);
for (const line of lines) console.log(line);
process.exitCode = exitCode;

function readArguments() {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { host: text, registry: text, pull: text, embedder: text, help: { type: "boolean" } },
  });
  const { host: given } = values;
  if (given === undefined || values.help) stop(USAGE);
  return {
    host: given,
    registry: values.registry,
    pull: values.pull ?? "stable/pony",
    embedder: values.embedder ?? "stable/foal",
  };
}

async function createWorld(
  ollama: OllamaApi,
): Promise<{ readonly world: OllamaWorld; readonly version: string }> {
  const { version: running } = await firstValueFrom(ollama.version());
  console.log(`Ollama ${running} at ${host}`);
  return { world: await modelsFor(ollama), version: running };
}

async function modelsFor(ollama: OllamaApi): Promise<OllamaWorld> {
  if (registry === undefined) return { api: ollama, ...(await smallest(ollama)) };
  const [pullable, unpullable] = [
    nameAt(registry, pull),
    nameAt(registry, "stable/paddock-contract-missing"),
  ];
  const present = await smallest(ollama);
  const model = present.model ?? (await pulled(ollama, pullable));
  const embeddingModel = present.embedder ?? (await pulled(ollama, nameAt(registry, embedder)));
  return {
    api: ollama,
    pullable,
    unpullable,
    ...(model && { model }),
    ...(embeddingModel && { embedder: embeddingModel }),
  };
}

async function smallest(ollama: OllamaApi): Promise<Pick<OllamaWorld, "model" | "embedder">> {
  const found: { model?: ModelName; embedder?: ModelName } = {};
  const list = (await firstValueFrom(ollama.list())).filter(
    ({ remoteHost, sizeBytes }) => !remoteHost && sizeBytes < SMALL_BYTES,
  );
  for (const model of list.toSorted((a, b) => a.sizeBytes - b.sizeBytes)) {
    const kind = isEmbedder(model, await firstValueFrom(ollama.show(model.name))) ? "embedder" : "model";
    found[kind] ??= model.name;
    if (found.model && found.embedder) break;
  }
  return found;
}

/** Compares the fields of its answers with those of the recordings. A field that cannot be asked for is left out. */
async function differencesOf({ model }: OllamaWorld): Promise<readonly string[]> {
  const found = await Promise.all(
    ENDPOINTS.map(async (endpoint) => {
      const [method = "GET", path = ""] = endpoint.split(" ");
      if (method === "POST" && model === undefined) return [];
      const body = method === "POST" ? { body: JSON.stringify({ model }) } : {};
      const answer = await fetch(new URL(path, host), { method, ...body });
      return answer.ok
        ? fieldDifferences(endpoint, await answer.json())
        : [`${endpoint}: status ${answer.status}`];
    }),
  );
  return found.flat();
}

/** Pulls a model; if that fails, the promises that need it are skipped. */
async function pulled(ollama: OllamaApi, name: ModelName): Promise<ModelName | undefined> {
  try {
    await lastValueFrom(ollama.pull(name, { insecure: true }));
    return name;
  } catch (error) {
    console.log(`cannot pull ${name}: ${describeFailure(toFailure(error))}`);
    return undefined;
  }
}

function nameAt(where: string, model: string): ModelName {
  return parseModelName(`${where}/${model}`) ?? stop(`${where}/${model} is not a model's name`);
}

function report(outcome: keyof typeof counts, line: string): void {
  counts[outcome] += 1;
  console.log(line);
}

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}
