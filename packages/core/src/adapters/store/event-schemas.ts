import * as v from "valibot";
import type { Answer, AnswerEndpoint, TestStep } from "../../api-test/api-test.ts";
import type { Endpoint } from "../../hosts/endpoint.ts";
import type { AppEvent } from "../../app/events.ts";
import type { Operation } from "../../models/operations.ts";
import type { Progress } from "../../downloads/progress.ts";
import type { PullLayer } from "../../downloads/pull-progress.ts";
import type { Control, Death } from "../../service/service.ts";
import type { UpdateStatus } from "../../updates/updates.ts";
import type { Attention } from "../../windows/windows.ts";
import { identitySchema } from "../owners/identity-schema.ts";
import { downloadIdSchema, modelNameSchema, windowIdSchema } from "../../shared/named-schema.ts";
import {
  answerFailureSchema,
  endpointProblemSchema,
  exitSchema,
  failureSchema,
  reachFailureSchema,
  storeFailureSchema,
} from "./failure-schemas.ts";
import { loadedModelSchema, modelDetailsSchema, modelSchema } from "./model-schemas.ts";

const text = v.string();
const count = v.number();
const flag = v.boolean();
const model = modelNameSchema;

/** Whose a service is. */
export const controlSchema = v.picklist(["ours", "not-ours", "remote"]) satisfies v.GenericSchema<
  unknown,
  Control
>;

/** Where Ollama is expected. */
export const endpointSchema = v.object({
  scheme: v.picklist(["http", "https"]),
  hostname: text,
  dialHostname: text,
  port: count,
  path: text,
}) satisfies v.GenericSchema<unknown, Endpoint>;

/** How a service ended. */
export const deathSchema = v.object({ exit: exitSchema, logLines: v.array(text) }) satisfies v.GenericSchema<
  unknown,
  Death
>;

/** Something done to one model. */
export const operationSchema = v.variant("kind", [
  v.object({ kind: v.literal("load"), model }),
  v.object({ kind: v.literal("unload"), model }),
  v.object({ kind: v.literal("delete"), model }),
  v.object({ kind: v.literal("copy"), model, destination: model }),
  v.object({ kind: v.literal("rename"), model, destination: model }),
]) satisfies v.GenericSchema<unknown, Operation>;

const answerSchema = v.variant("kind", [
  v.object({ kind: v.literal("words"), text }),
  v.object({ kind: v.literal("numbers"), count }),
]) satisfies v.GenericSchema<unknown, Answer>;

const answerEndpointSchema = v.picklist([
  "/api/chat",
  "/api/generate",
  "/api/embed",
]) satisfies v.GenericSchema<unknown, AnswerEndpoint>;

const passed = v.literal("passed");

/** How one step of an API test went. */
export const testStepSchema = v.union([
  v.object({ step: v.literal("reach"), outcome: passed, tookMs: count }),
  v.object({ step: v.literal("version"), outcome: passed, tookMs: count, version: text }),
  v.object({
    step: v.literal("answer"),
    outcome: passed,
    tookMs: count,
    model,
    by: answerEndpointSchema,
    answer: answerSchema,
  }),
  v.object({
    step: v.picklist(["reach", "version", "answer"]),
    outcome: v.literal("failed"),
    tookMs: count,
    failure: failureSchema,
    model: v.exactOptional(model),
  }),
  v.object({ step: v.literal("answer"), outcome: v.literal("skipped"), why: v.literal("no-model") }),
]) satisfies v.GenericSchema<unknown, TestStep>;

const progressSchema = v.object({
  step: v.picklist(["preparing", "pulling", "verifying", "writing"]),
  doneBytes: count,
  totalBytes: v.exactOptional(count),
  share: v.exactOptional(count),
  againBytes: v.exactOptional(count),
  bytesPerSecond: v.exactOptional(count),
  stalledSinceMs: v.exactOptional(count),
}) satisfies v.GenericSchema<unknown, Progress>;

/** The layers of a model. */
export const layersSchema = v.array(v.object({ digest: text, sizeBytes: count })) satisfies v.GenericSchema<
  unknown,
  readonly PullLayer[]
>;

const updateStatusSchema = v.variant("kind", [
  v.object({ kind: v.literal("current") }),
  v.object({ kind: v.literal("outdated"), layers: layersSchema, missing: layersSchema }),
  v.object({ kind: v.literal("unknown"), failure: failureSchema }),
]) satisfies v.GenericSchema<unknown, UpdateStatus>;

const attentionSchema = v.picklist(["none", "waiting", "looking"]) satisfies v.GenericSchema<
  unknown,
  Attention
>;

const id = downloadIdSchema;

const event = <Type extends string, Entries extends v.ObjectEntries>(type: Type, entries: Entries) =>
  v.object({ type: v.literal(type), ...entries });

/** Every event as it is stored, in its newest version; the compiler compares each with its type. */
export const EVENT_SCHEMAS = {
  "service.pointed": event("service.pointed", { endpoint: endpointSchema, isRemote: flag, isDemo: flag }),
  "service.misconfigured": event("service.misconfigured", {
    setting: text,
    text,
    problem: endpointProblemSchema,
  }),
  "service.start-requested": event("service.start-requested", {}),
  "service.stop-requested": event("service.stop-requested", {}),
  "service.restart-requested": event("service.restart-requested", {}),
  "service.starting": event("service.starting", { portOpen: flag, control: controlSchema }),
  "service.spawned": event("service.spawned", { process: identitySchema }),
  "service.running": event("service.running", {
    version: text,
    control: controlSchema,
    process: v.exactOptional(identitySchema),
  }),
  "service.not-answering": event("service.not-answering", { control: controlSchema }),
  "service.stopped": event("service.stopped", {}),
  "service.died": event("service.died", { death: deathSchema }),
  "service.not-installed": event("service.not-installed", {}),
  "service.failed": event("service.failed", { failure: failureSchema, logLines: v.array(text) }),
  "service.port-taken": event("service.port-taken", {}),
  "service.refused": event("service.refused", { control: controlSchema, failure: answerFailureSchema }),
  "service.unreachable": event("service.unreachable", { failure: reachFailureSchema }),
  "models.refresh-requested": event("models.refresh-requested", {}),
  "models.listed": event("models.listed", { origin: text, models: v.array(modelSchema) }),
  "models.confirmed": event("models.confirmed", { origin: text }),
  "models.loaded": event("models.loaded", { models: v.array(loadedModelSchema) }),
  "models.unread": event("models.unread", { failure: failureSchema }),
  "models.describe-requested": event("models.describe-requested", { model, digest: text }),
  "models.described": event("models.described", { digest: text, details: modelDetailsSchema }),
  "models.undescribed": event("models.undescribed", { digest: text, failure: failureSchema }),
  "operation.requested": event("operation.requested", { operation: operationSchema, origin: text }),
  "operation.completed": event("operation.completed", { operation: operationSchema }),
  "operation.failed": event("operation.failed", { operation: operationSchema, failure: failureSchema }),
  "test.requested": event("test.requested", { origin: text, model: v.exactOptional(model) }),
  "test.stepped": event("test.stepped", { step: testStepSchema }),
  "test.completed": event("test.completed", {}),
  "download.requested": event("download.requested", {
    id,
    model,
    origin: text,
    layers: v.exactOptional(layersSchema),
  }),
  "download.sized": event("download.sized", { id, layers: layersSchema }),
  "download.started": event("download.started", { id }),
  "download.progressed": event("download.progressed", { id, progress: progressSchema }),
  "download.queued": event("download.queued", { id }),
  "download.retry-scheduled": event("download.retry-scheduled", {
    id,
    failure: failureSchema,
    attempt: count,
    attempts: count,
    afterMs: count,
  }),
  "download.pause-requested": event("download.pause-requested", { id }),
  "download.paused": event("download.paused", { id }),
  "download.resume-requested": event("download.resume-requested", { id }),
  "download.retry-requested": event("download.retry-requested", { id }),
  "download.cancel-requested": event("download.cancel-requested", { id }),
  "download.cancelled": event("download.cancelled", { id }),
  "download.completed": event("download.completed", { id }),
  "download.failed": event("download.failed", { id, failure: failureSchema }),
  "download.cleared": event("download.cleared", { id }),
  "updates.check-requested": event("updates.check-requested", { origin: text }),
  "updates.found": event("updates.found", { origin: text, model, digest: text, status: updateStatusSchema }),
  "updates.completed": event("updates.completed", { origin: text }),
  "engine.started": event("engine.started", { window: windowIdSchema }),
  "engine.beat": event("engine.beat", { window: windowIdSchema }),
  "window.attended": event("window.attended", { window: windowIdSchema, attention: attentionSchema }),
  "window.left": event("window.left", { window: windowIdSchema }),
  "history.compacted": event("history.compacted", { upTo: count }),
  "history.set-aside": event("history.set-aside", { file: text }),
  "history.unkept": event("history.unkept", { failure: storeFailureSchema }),
  "history.kept": event("history.kept", {}),
  "notice.told": event("notice.told", { number: count }),
} satisfies {
  [Type in AppEvent["type"]]: v.GenericSchema<unknown, Extract<AppEvent, { readonly type: Type }>>;
};
