import * as v from "valibot";
import type { ApiTest } from "../../api-test/api-test.ts";
import type { Facts } from "../../app/state.ts";
import type { Download, DownloadSituation } from "../../downloads/downloads.ts";
import type { Engine } from "../../windows/leader.ts";
import type { History } from "../../history/history.ts";
import type { Unread } from "../../models/models.ts";
import type { Notice, NoticeSubject } from "../../notices/notices.ts";
import type { Ongoing } from "../../models/operations.ts";
import type { Service, ServiceSituation } from "../../service/service.ts";
import type { UpdateCheck } from "../../updates/updates.ts";
import { identitySchema } from "../owners/identity-schema.ts";
import { downloadIdSchema, modelNameSchema, windowIdSchema } from "../../shared/named-schema.ts";
import {
  controlSchema,
  deathSchema,
  endpointSchema,
  layersSchema,
  operationSchema,
  testStepSchema,
} from "./event-schemas.ts";
import {
  answerFailureSchema,
  endpointProblemSchema,
  failureSchema,
  reachFailureSchema,
  storeFailureSchema,
} from "./failure-schemas.ts";

const text = v.string();
const count = v.number();
const flag = v.boolean();
const kind = <Kind extends string>(name: Kind) => v.object({ kind: v.literal(name) });
const failed = v.object({ kind: v.literal("failed"), failure: failureSchema });

const situationSchema = v.variant("kind", [
  kind("unknown"),
  v.object({ kind: v.literal("misconfigured"), setting: text, text, problem: endpointProblemSchema }),
  kind("not-installed"),
  v.object({ kind: v.literal("stopped"), death: v.exactOptional(deathSchema) }),
  v.object({ kind: v.literal("starting"), portOpen: flag }),
  v.object({ kind: v.literal("running"), version: text }),
  kind("not-answering"),
  kind("stopping"),
  v.object({ kind: v.literal("failed"), failure: failureSchema, logLines: v.array(text) }),
  kind("port-taken"),
  v.object({ kind: v.literal("refused"), failure: answerFailureSchema }),
  v.object({ kind: v.literal("unreachable"), failure: reachFailureSchema }),
]) satisfies v.GenericSchema<unknown, ServiceSituation>;

const serviceSchema = v.object({
  endpoint: v.exactOptional(endpointSchema),
  isDemo: flag,
  control: controlSchema,
  process: v.exactOptional(identitySchema),
  situation: situationSchema,
  asked: v.exactOptional(v.picklist(["start", "stop", "restart"])),
  sinceMs: count,
  sinceSeq: count,
  aimedSeq: count,
}) satisfies v.GenericSchema<unknown, Service>;

const ongoingSchema = v.intersect([
  operationSchema,
  v.object({ origin: text, sinceMs: count }),
]) satisfies v.GenericSchema<unknown, Ongoing>;

const testSchema = v.object({
  origin: text,
  model: v.exactOptional(modelNameSchema),
  isRunning: flag,
  startedAtMs: count,
  startedSeq: count,
  steps: v.array(testStepSchema),
  sinceSeq: count,
}) satisfies v.GenericSchema<unknown, ApiTest>;

const downloadSituationSchema = v.variant("kind", [
  kind("queued"),
  kind("pulling"),
  v.object({
    kind: v.literal("waiting"),
    failure: failureSchema,
    attempt: count,
    attempts: count,
    untilMs: count,
  }),
  kind("pausing"),
  kind("paused"),
  kind("cancelling"),
  kind("completed"),
  failed,
  kind("cancelled"),
]) satisfies v.GenericSchema<unknown, DownloadSituation>;

const downloadSchema = v.object({
  id: downloadIdSchema,
  model: modelNameSchema,
  origin: text,
  requestedAtMs: count,
  situation: downloadSituationSchema,
  layers: v.exactOptional(layersSchema),
  queuedSeq: count,
  sinceSeq: count,
}) satisfies v.GenericSchema<unknown, Download>;

const subjectSchema = v.variant("kind", [
  v.object({ kind: v.literal("service-died"), death: deathSchema }),
  v.object({ kind: v.literal("service-failed"), failure: failureSchema }),
  v.object({ kind: v.literal("models-unread"), failure: failureSchema }),
  v.object({ kind: v.literal("operation-failed"), operation: operationSchema, failure: failureSchema }),
  v.object({
    kind: v.literal("download-failed"),
    id: downloadIdSchema,
    model: modelNameSchema,
    failure: failureSchema,
  }),
  v.object({ kind: v.literal("download-completed"), model: modelNameSchema }),
  v.object({ kind: v.literal("history-set-aside"), file: text }),
  v.object({ kind: v.literal("history-unkept"), failure: storeFailureSchema }),
]) satisfies v.GenericSchema<unknown, NoticeSubject>;

const noticeSchema = v.object({ number: count, atMs: count, about: subjectSchema }) satisfies v.GenericSchema<
  unknown,
  Notice
>;

/** What a snapshot holds. Whoever changes the shape of the facts raises `FACTS_VERSION`: older snapshots are passed over. */
export const factsSchema = v.object({
  service: serviceSchema,
  operations: v.array(ongoingSchema),
  test: v.exactOptional(testSchema),
  downloads: v.pipe(
    v.record(text, downloadSchema),
    v.transform((record) => Object.fromEntries(Object.values(record).map((one) => [one.id, one]))),
  ),
  updateCheck: v.exactOptional(
    v.object({ origin: text, isRunning: flag, atMs: count, seq: count }) satisfies v.GenericSchema<
      unknown,
      UpdateCheck
    >,
  ),
  unread: v.exactOptional(
    v.object({ failure: failureSchema, seq: count }) satisfies v.GenericSchema<unknown, Unread>,
  ),
  engine: v.exactOptional(
    v.object({ window: windowIdSchema, sinceMs: count, sinceSeq: count }) satisfies v.GenericSchema<
      unknown,
      Engine
    >,
  ),
  history: v.variant("kind", [
    v.object({ kind: v.literal("kept"), sinceSeq: count }),
    v.object({ kind: v.literal("unkept"), failure: storeFailureSchema, sinceSeq: count }),
  ]) satisfies v.GenericSchema<unknown, History>,
  notices: v.array(noticeSchema),
}) satisfies v.GenericSchema<unknown, Facts>;

/** The version of snapshots that this Paddock writes and reads. */
export const FACTS_VERSION = 2;
