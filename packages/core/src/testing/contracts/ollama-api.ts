import assert from "node:assert/strict";
import { firstValueFrom, lastValueFrom, take, toArray, type Observable } from "rxjs";
import { answerEndpointOf, loadEndpointOf } from "../../models/answer-endpoint.ts";
import type { AnswerEndpoint } from "../../api-test/api-test.ts";
import { PortError, toFailure, type Failure } from "../../shared/failure.ts";
import type { KeepTime } from "../../models/load-settings.ts";
import type { LoadedModel, Model } from "../../models/models-events.ts";
import { isSameModel, parseModelName, type ModelName } from "../../models/model-name.ts";
import type { OllamaApi, PullLine } from "../../ollama/ollama-api.port.ts";
import { runRequestOf } from "../../tries/run-request.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";

/** An Ollama, and the models that the promises need. */
export type OllamaWorld = {
  readonly api: OllamaApi;
  /** A small chat model. */
  readonly model?: ModelName;
  /** A small embedding model. */
  readonly embedder?: ModelName;
  /** A small model that can be pulled over plain HTTP and may be deleted. */
  readonly pullable?: ModelName;
  /** A name that is unknown to the same registry. */
  readonly unpullable?: ModelName;
};

const MISSING_MODEL = nameOf("paddock-contract-missing");
/** A small model may not find an end. */
const MOST_LINES = 200;
const COPY = nameOf("paddock-contract-copy");

const needsModel = ({ model }: OllamaWorld): string | undefined =>
  model ? undefined : "no small model is installed";
const needsEmbedder = ({ embedder }: OllamaWorld): string | undefined =>
  embedder ? undefined : "no small embedding model is installed";
const needsRegistry = ({ pullable }: OllamaWorld): string | undefined =>
  pullable ? undefined : "no registry is given";

/** What every `OllamaApi` promises. */
export const ollamaApiContract: Contract<OllamaWorld> = [
  {
    name: "reads the version",
    async keep({ api }) {
      const { version, server } = await firstValueFrom(api.version());
      assert.match(version, /\S/);
      assert.equal(server, undefined);
    },
  },
  {
    name: "lists the installed models with name, digest and size",
    async keep({ api }) {
      for (const model of await firstValueFrom(api.list())) {
        assert.equal(parseModelName(model.name), model.name);
        assert.match(model.digest, /\S/);
        assert.ok(model.sizeBytes >= 0 && Number.isFinite(model.modifiedAtMs));
      }
    },
  },
  {
    name: "reports a missing model for every request",
    async keep({ api }) {
      const requests: readonly Observable<unknown>[] = [
        api.show(MISSING_MODEL),
        api.load(MISSING_MODEL, "/api/generate"),
        api.load(MISSING_MODEL, "/api/embed"),
        api.unload(MISSING_MODEL),
        api.ask(MISSING_MODEL, "/api/chat"),
        ...(["/api/chat", "/api/generate", "/api/embed"] as const).map((endpoint) =>
          api.streamAnswer(runRequestOf({ model: MISSING_MODEL, prompt: "hello" }, endpoint)),
        ),
        api.ask(MISSING_MODEL, "/api/generate"),
        api.copy(MISSING_MODEL, COPY),
        api.delete(MISSING_MODEL),
      ];
      for (const request$ of requests) assert.equal((await failureOf(request$)).kind, "no-such-model");
    },
  },
  {
    name: "describes a model",
    unless: needsModel,
    async keep({ api, model = MISSING_MODEL }) {
      const details = await firstValueFrom(api.show(model));
      assert.equal(typeof details.template, "string");
    },
  },
  {
    name: "loads a model and unloads it again",
    unless: needsModel,
    async keep({ api, model = MISSING_MODEL }) {
      await loadAndUnload(api, model);
    },
  },
  {
    name: "loads a model with a context and a time of one's own, and can change the time of a loaded one",
    unless: needsModel,
    async keep({ api, model = MISSING_MODEL }) {
      const loadFor = async (keep: KeepTime): Promise<LoadedModel | undefined> => {
        await lastValueFrom(api.load(model, "/api/generate", { context: 2_048, keep }));
        return (await firstValueFrom(api.listLoaded())).find(({ name }) => isSameModel(name, model));
      };
      const [long, short] = [await loadFor("forever"), await loadFor("5m")];
      assert.ok((short?.expiresAtMs ?? 0) > Date.now());
      assert.ok((long?.expiresAtMs ?? 0) > (short?.expiresAtMs ?? Number.POSITIVE_INFINITY));
      for (const one of [long, short]) assert.equal(one?.contextLength ?? 2_048, 2_048);
      await firstValueFrom(api.unload(model));
    },
  },
  {
    name: "loads an embedding model by its own endpoint",
    unless: needsEmbedder,
    async keep({ api, embedder = MISSING_MODEL }) {
      await loadAndUnload(api, embedder);
    },
  },
  {
    name: "gets words from a chat model",
    unless: needsModel,
    async keep({ api, model = MISSING_MODEL }) {
      const answer = await firstValueFrom(api.ask(model, await answerEndpoint(api, model)));
      assert.equal(answer.kind, "words");
      await firstValueFrom(api.unload(model));
    },
  },
  {
    name: "gets numbers from an embedding model",
    unless: needsEmbedder,
    async keep({ api, embedder = MISSING_MODEL }) {
      const by = await answerEndpoint(api, embedder);
      const answer = await firstValueFrom(api.ask(embedder, by));
      assert.ok(answer.kind === "numbers" && answer.count > 0);
      await firstValueFrom(api.unload(embedder));
    },
  },
  {
    name: "streams an answer, part by part, and ends with its figures",
    unless: needsModel,
    async keep({ api, model = MISSING_MODEL }) {
      const endpoint = await answerEndpoint(api, model);
      const request = runRequestOf({ model, prompt: "Say hello.", context: 2_048 }, endpoint);
      const lines = await lastValueFrom(api.streamAnswer(request).pipe(take(MOST_LINES), toArray()));
      const parts = lines.filter((line) => line.kind === "part");
      assert.ok(parts.length > 1 && parts.some(({ text, thought }) => text + thought !== ""));
      const end = lines.at(-1);
      if (lines.length === MOST_LINES) return; // it goes on; unsubscribing has ended it
      assert.ok(end?.kind === "end" && (end.figures.answerTokens ?? 0) > 0);
      assert.ok((end.figures.tokensPerSecond ?? 0) > 0);
      await firstValueFrom(api.unload(model));
    },
  },
  {
    name: "gets a vector and its first numbers",
    unless: needsEmbedder,
    async keep({ api, embedder = MISSING_MODEL }) {
      const request = runRequestOf({ model: embedder, prompt: "hello" }, "/api/embed");
      const [line] = await lastValueFrom(api.streamAnswer(request).pipe(toArray()));
      assert.ok(line?.kind === "vector" && line.size > 8 && line.first.length === 8);
      await firstValueFrom(api.unload(embedder));
    },
  },
  {
    name: "copies a model and deletes only the copy",
    unless: needsModel,
    async keep({ api, model = MISSING_MODEL }) {
      await firstValueFrom(api.copy(model, COPY));
      const [original, copy] = [await find(api, model), await find(api, COPY)];
      assert.ok(original && copy);
      assert.equal(copy.digest, original.digest);
      await firstValueFrom(api.delete(COPY));
      assert.equal(await find(api, COPY), undefined);
      assert.ok(await find(api, model));
    },
  },
  {
    name: "recommends models with valid names, or none if it is too old",
    async keep({ api }) {
      for (const { model, description } of await firstValueFrom(api.recommendations())) {
        assert.equal(parseModelName(model), model);
        assert.equal(typeof description, "string");
      }
    },
  },
  {
    name: "pulls a model and then lists it",
    unless: needsRegistry,
    async keep({ api, pullable = MISSING_MODEL }) {
      if (await find(api, pullable)) await firstValueFrom(api.delete(pullable));
      const lines = await lastValueFrom(api.pull(pullable, { insecure: true }).pipe(toArray()));
      assert.ok(lines.some(isSuccess));
      assert.ok(await find(api, pullable));
    },
  },
  {
    name: "pulls an installed model without downloading anything",
    unless: needsRegistry,
    async keep({ api, pullable = MISSING_MODEL }) {
      const lines = await lastValueFrom(api.pull(pullable, { insecure: true }).pipe(toArray()));
      const layers = lines.filter((line) => line.kind === "layer");
      assert.ok(layers.length > 0 && layers.every(({ doneBytes, totalBytes }) => doneBytes === totalBytes));
    },
  },
  {
    name: "reports a name that is unknown to the registry",
    unless: needsRegistry,
    async keep({ api, unpullable = MISSING_MODEL }) {
      assert.equal((await failureOf(api.pull(unpullable, { insecure: true }))).kind, "not-in-registry");
    },
  },
  {
    name: "cancels a pull when it is unsubscribed from, and can resume it",
    unless: needsRegistry,
    async keep({ api, pullable = MISSING_MODEL }) {
      if (await find(api, pullable)) await firstValueFrom(api.delete(pullable));
      await firstValueFrom(api.pull(pullable, { insecure: true }));
      const lines = await untilNotCancelling(() =>
        lastValueFrom(api.pull(pullable, { insecure: true }).pipe(toArray())),
      );
      assert.ok(lines.some(isSuccess));
    },
  },
];

const isSuccess = (line: PullLine): boolean => line.kind === "status" && line.status === "success";

async function find(api: OllamaApi, name: ModelName): Promise<Model | undefined> {
  return (await firstValueFrom(api.list())).find((model) => isSameModel(model.name, name));
}

async function installed(api: OllamaApi, name: ModelName): Promise<Model> {
  const model = await find(api, name);
  assert.ok(model, `${name} is installed`);
  return model;
}

async function answerEndpoint(api: OllamaApi, name: ModelName): Promise<AnswerEndpoint> {
  return answerEndpointOf(await installed(api, name), await firstValueFrom(api.show(name)));
}

async function loadAndUnload(api: OllamaApi, name: ModelName): Promise<void> {
  const model = await installed(api, name);
  await lastValueFrom(api.load(name, loadEndpointOf(model, await firstValueFrom(api.show(name)))));
  await until(async () => (await listLoaded(api)).some((one) => isSameModel(one, name)), `${name} is loaded`);
  await lastValueFrom(api.unload(name));
  await until(
    async () => !(await listLoaded(api)).some((one) => isSameModel(one, name)),
    `${name} is unloaded`,
  );
}

const listLoaded = async (api: OllamaApi): Promise<readonly ModelName[]> =>
  (await firstValueFrom(api.listLoaded())).map(({ name }) => name);

async function failureOf(request$: Observable<unknown>): Promise<Failure> {
  try {
    await lastValueFrom(request$, { defaultValue: undefined });
  } catch (error) {
    assert.ok(error instanceof PortError, `a PortError, not ${String(error)}`);
    return error.failure;
  }
  return assert.fail("it should have failed");
}

/** Retries while Ollama is still cancelling the previous pull (docs/ollama.md §2.3). */
async function untilNotCancelling<Value>(attempt: () => Promise<Value>): Promise<Value> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (toFailure(error).kind !== "still-cancelling" || tries >= 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function nameOf(text: string): ModelName {
  const name = parseModelName(text);
  assert.ok(name);
  return name;
}
