import fc from "fast-check";
import type { TestStep } from "../../api-test/api-test.ts";
import { DEFAULT_ENDPOINT, originOf } from "../../hosts/endpoint.ts";
import type { AppEvent, Recorded } from "../../app/events.ts";
import type { Failure } from "../../shared/failure.ts";
import type { LoadedModel, Model, ModelDetails } from "../../models/models.ts";
import { parseDownloadId } from "../../downloads/download-id.ts";
import { parseModelName } from "../../models/model-name.ts";
import { parseWindowId } from "../../windows/window-id.ts";
import type { Operation } from "../../models/operations.ts";

/** Of each kind a few, so that events of a history have to do with each other. */
const some = <Value>(count: number, make: (index: number) => Value | undefined): fc.Arbitrary<Value> =>
  fc.constantFrom(...Array.from({ length: count }, (_, index) => make(index)!));

const id = some(4, (index) => parseDownloadId(`d${index}`));
const model = some(3, (index) => parseModelName(["pony", "me/shire:28m", "hf.co/u/foal:Q4_K_M"][index]!));
const window = some(3, (index) => parseWindowId(`w${index}`));
const digest = some(3, (index) => `digest-${index}`);
const endpoint = some(2, (index) => ({ ...DEFAULT_ENDPOINT, port: 11434 + index }));
const origin = endpoint.map(originOf);
const count = fc.nat(1_000_000);
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const texts = fc.array(text, { maxLength: 3 });
const process = fc.record({ pid: fc.integer({ min: 2, max: 99_999 }), startedAt: text, executable: text });
const control = fc.constantFrom("ours", "not-ours", "remote");
const exit = fc.record({ code: fc.nat(255), signal: fc.constant("SIGKILL") }, { requiredKeys: [] });

const storeFailure = fc.constantFrom(
  { kind: "store-full" } as const,
  { kind: "store-read-only" } as const,
  { kind: "store-damaged" } as const,
);
const answerFailure = fc.oneof(
  fc.record({ kind: fc.constant("rejected"), status: count, message: text }),
  fc.record({ kind: fc.constant("unreadable"), endpoint: text, problem: text }),
  fc.constant({ kind: "busy" } as const),
);
const reachFailure = fc.oneof(
  fc.record({ kind: fc.constant("timed-out"), afterMs: count }),
  fc.constant({ kind: "unreachable", cause: "refused" } as const),
);
const failure: fc.Arbitrary<Failure> = fc.oneof(
  answerFailure,
  reachFailure,
  storeFailure,
  fc.record({ kind: fc.constant("exited"), exit }),
  fc.record({ kind: fc.constant("store-unreachable"), detail: text }),
);

const layers = fc.array(fc.record({ digest, sizeBytes: count }), { maxLength: 3 });

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constantFrom("load", "unload", "delete"), model }),
  fc.record({ kind: fc.constantFrom("copy", "rename"), model, destination: model }),
);

const step: fc.Arbitrary<TestStep> = fc.oneof(
  fc.record({ step: fc.constant("reach"), outcome: fc.constant("passed"), tookMs: count }),
  fc.record({ step: fc.constant("version"), outcome: fc.constant("passed"), tookMs: count, version: text }),
  fc.record({ step: fc.constant("answer"), outcome: fc.constant("skipped"), why: fc.constant("no-model") }),
  fc.record({
    step: fc.constantFrom("reach", "answer"),
    outcome: fc.constant("failed"),
    tookMs: count,
    failure,
  }),
);

const listedModel: fc.Arbitrary<Model> = fc.record(
  {
    name: model,
    digest,
    sizeBytes: count,
    modifiedAtMs: count,
    format: text,
    family: text,
    parameterSize: text,
    quantization: text,
    contextLength: count,
    capabilities: texts,
    remoteHost: text,
  },
  {
    requiredKeys: [
      "name",
      "digest",
      "sizeBytes",
      "modifiedAtMs",
      "format",
      "family",
      "parameterSize",
      "quantization",
    ],
  },
);
const loadedModel: fc.Arbitrary<LoadedModel> = fc.record({
  name: model,
  sizeBytes: count,
  vramBytes: count,
  expiresAtMs: count,
});
const details: fc.Arbitrary<ModelDetails> = fc.record(
  {
    capabilities: texts,
    contextLength: count,
    license: text,
    system: text,
    template: text,
    parameters: text,
    modelfile: text,
  },
  { requiredKeys: ["license", "system", "template", "parameters", "modelfile"] },
);

type Of<Type extends AppEvent["type"]> = Extract<AppEvent, { readonly type: Type }>;

const event = <Type extends AppEvent["type"]>(
  type: Type,
  rest: fc.Arbitrary<Omit<Of<Type>, "type">>,
): fc.Arbitrary<Of<Type>> => rest.map((fields) => ({ type, ...fields }) as Of<Type>);

const none = fc.constant({});

/** Events of every type; the compiler sees to it that none is missing. */
export const EVENTS = {
  "service.pointed": event(
    "service.pointed",
    fc.record({ endpoint, isRemote: fc.boolean(), isDemo: fc.boolean() }),
  ),
  "service.misconfigured": event(
    "service.misconfigured",
    fc.record({ setting: text, text, problem: fc.constant("bad-port") }),
  ),
  "service.start-requested": event("service.start-requested", none),
  "service.stop-requested": event("service.stop-requested", none),
  "service.restart-requested": event("service.restart-requested", none),
  "service.starting": event("service.starting", fc.record({ portOpen: fc.boolean(), control })),
  "service.spawned": event("service.spawned", fc.record({ process })),
  "service.running": event(
    "service.running",
    fc.record({ version: text, control, process }, { requiredKeys: ["version", "control"] }),
  ),
  "service.not-answering": event("service.not-answering", fc.record({ control })),
  "service.stopped": event("service.stopped", none),
  "service.died": event("service.died", fc.record({ death: fc.record({ exit, logLines: texts }) })),
  "service.not-installed": event("service.not-installed", none),
  "service.failed": event("service.failed", fc.record({ failure, logLines: texts })),
  "service.port-taken": event("service.port-taken", none),
  "service.refused": event("service.refused", fc.record({ control, failure: answerFailure })),
  "service.unreachable": event("service.unreachable", fc.record({ failure: reachFailure })),
  "models.refresh-requested": event("models.refresh-requested", none),
  "models.listed": event(
    "models.listed",
    fc.record({ origin, models: fc.array(listedModel, { maxLength: 3 }) }),
  ),
  "models.confirmed": event("models.confirmed", fc.record({ origin })),
  "models.loaded": event("models.loaded", fc.record({ models: fc.array(loadedModel, { maxLength: 2 }) })),
  "models.unread": event("models.unread", fc.record({ failure })),
  "models.describe-requested": event("models.describe-requested", fc.record({ model, digest })),
  "models.described": event("models.described", fc.record({ digest, details })),
  "models.undescribed": event("models.undescribed", fc.record({ digest, failure })),
  "operation.requested": event("operation.requested", fc.record({ operation, origin })),
  "operation.completed": event("operation.completed", fc.record({ operation })),
  "operation.failed": event("operation.failed", fc.record({ operation, failure })),
  "test.requested": event("test.requested", fc.record({ model, origin }, { requiredKeys: ["origin"] })),
  "test.stepped": event("test.stepped", fc.record({ step })),
  "test.completed": event("test.completed", none),
  "download.requested": event(
    "download.requested",
    fc.record({ id, model, origin, layers }, { requiredKeys: ["id", "model", "origin"] }),
  ),
  "download.sized": event("download.sized", fc.record({ id, layers })),
  "download.started": event("download.started", fc.record({ id })),
  "download.progressed": event(
    "download.progressed",
    fc.record({
      id,
      progress: fc.record(
        {
          step: fc.constant("pulling"),
          doneBytes: count,
          totalBytes: count,
          share: fc.double({ min: 0, max: 1, noNaN: true }).map((share) => share + 0),
          againBytes: count,
          bytesPerSecond: count,
          stalledSinceMs: count,
        },
        { requiredKeys: ["step", "doneBytes"] },
      ),
    }),
  ),
  "download.queued": event("download.queued", fc.record({ id })),
  "download.retry-scheduled": event(
    "download.retry-scheduled",
    fc.record({ id, failure, attempt: fc.nat(6), attempts: fc.nat(6), afterMs: count }),
  ),
  "download.pause-requested": event("download.pause-requested", fc.record({ id })),
  "download.paused": event("download.paused", fc.record({ id })),
  "download.resume-requested": event("download.resume-requested", fc.record({ id })),
  "download.retry-requested": event("download.retry-requested", fc.record({ id })),
  "download.cancel-requested": event("download.cancel-requested", fc.record({ id })),
  "download.cancelled": event("download.cancelled", fc.record({ id })),
  "download.completed": event("download.completed", fc.record({ id })),
  "download.failed": event("download.failed", fc.record({ id, failure })),
  "download.cleared": event("download.cleared", fc.record({ id })),
  "updates.check-requested": event("updates.check-requested", fc.record({ origin })),
  "updates.found": event(
    "updates.found",
    fc.record({
      origin,
      model,
      digest,
      status: fc.oneof(
        fc.constant({ kind: "current" } as const),
        fc.record({ kind: fc.constant("outdated"), layers, missing: layers }),
        fc.record({ kind: fc.constant("unknown"), failure }),
      ),
    }),
  ),
  "updates.completed": event("updates.completed", fc.record({ origin })),
  "engine.started": event("engine.started", fc.record({ window })),
  "engine.beat": event("engine.beat", fc.record({ window })),
  "window.attended": event(
    "window.attended",
    fc.record({ window, attention: fc.constantFrom("none", "waiting", "looking") }),
  ),
  "window.left": event("window.left", fc.record({ window })),
  "history.compacted": event("history.compacted", fc.record({ upTo: fc.nat(100) })),
  "history.set-aside": event("history.set-aside", fc.record({ file: text })),
  "history.unkept": event("history.unkept", fc.record({ failure: storeFailure })),
  "history.kept": event("history.kept", none),
  "notice.told": event("notice.told", fc.record({ number: fc.nat(100) })),
} satisfies { [Type in AppEvent["type"]]: fc.Arbitrary<Of<Type>> };

/** Any event of any type. */
export const anyEvent: fc.Arbitrary<AppEvent> = fc.oneof(...Object.values(EVENTS));

/** A history of any events, in order, with time going by. */
export const anyHistory: fc.Arbitrary<readonly Recorded[]> = fc
  .array(fc.tuple(anyEvent, fc.nat(40_000)), { maxLength: 60 })
  .map((steps) => {
    let atMs = 1_000;
    return steps.map(([one, passed], index) => ({ seq: index + 1, atMs: (atMs += passed), event: one }));
  });
