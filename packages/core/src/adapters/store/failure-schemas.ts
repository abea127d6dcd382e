import * as v from "valibot";
import type { EndpointProblem } from "../../hosts/endpoint.ts";
import type { AnswerFailure, Exit, Failure, ReachFailure, StoreFailure } from "../../shared/failure.ts";

// Failures as they are stored. The compiler compares each schema with its type.

const text = v.string();
const count = v.number();
const kind = <Kind extends string>(name: Kind) => v.object({ kind: v.literal(name) });
const withDetail = <Kind extends string>(name: Kind) => v.object({ kind: v.literal(name), detail: text });

const reach = [
  v.object({
    kind: v.literal("unreachable"),
    cause: v.picklist(["refused", "reset", "no-such-host", "no-route", "tls"]),
  }),
  v.object({ kind: v.literal("timed-out"), afterMs: count }),
  v.object({ kind: v.literal("no-connection"), detail: text }),
  v.object({ kind: v.literal("bad-gateway"), status: count }),
  kind("aborted"),
  kind("interrupted"),
] as const;

const answer = [
  v.object({ kind: v.literal("forbidden"), status: v.picklist([401, 403, 407]) }),
  v.object({ kind: v.literal("redirected"), status: count }),
  kind("not-http"),
  v.object({ kind: v.literal("not-supported"), endpoint: text }),
  v.object({ kind: v.literal("unreadable"), endpoint: text, problem: text }),
  kind("cut-off"),
  kind("busy"),
  kind("no-such-model"),
  kind("invalid-name"),
  v.object({ kind: v.literal("rejected"), status: count, message: text }),
  withDetail("unexpected"),
] as const;

const pull = [
  kind("not-in-registry"),
  kind("needs-newer-ollama"),
  kind("needs-mlx"),
  kind("sharded"),
  kind("rate-limited"),
  kind("unauthorised"),
  kind("insecure-registry"),
  kind("not-a-registry"),
  withDetail("registry-unreachable"),
  withDetail("registry-tls"),
  withDetail("store-unreachable"),
  kind("disk-full"),
  withDetail("folder-unwritable"),
  kind("digest-mismatch"),
  kind("partial-lost"),
  kind("still-cancelling"),
  v.object({ kind: v.literal("stalled"), afterMs: v.number() }),
] as const;

/** How a process ended, as it is stored. */
export const exitSchema = v.object({
  code: v.exactOptional(count),
  signal: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, Exit>;

const process = [
  kind("not-installed"),
  v.object({ kind: v.literal("no-executable"), path: text }),
  v.object({ kind: v.literal("spawn-failed"), path: text, detail: text }),
  v.object({ kind: v.literal("exited"), exit: exitSchema }),
  kind("port-in-use"),
  v.object({ kind: v.literal("start-timed-out"), afterMs: count }),
  v.object({ kind: v.literal("stop-timed-out"), afterMs: count }),
] as const;

const store = [
  kind("store-missing"),
  kind("store-full"),
  kind("store-read-only"),
  kind("store-damaged"),
  kind("store-newer"),
] as const;

/** The way to the other end failed. */
export const reachFailureSchema = v.variant("kind", reach) satisfies v.GenericSchema<unknown, ReachFailure>;
/** Something answered, but not with what was asked for. */
export const answerFailureSchema = v.variant("kind", answer) satisfies v.GenericSchema<
  unknown,
  AnswerFailure
>;
/** The history cannot be kept. */
export const storeFailureSchema = v.variant("kind", store) satisfies v.GenericSchema<unknown, StoreFailure>;
/** Any failure. */
export const failureSchema = v.variant("kind", [
  ...reach,
  ...answer,
  ...pull,
  ...process,
  ...store,
]) satisfies v.GenericSchema<unknown, Failure>;

/** What is wrong with an address, as it is stored. */
export const endpointProblemSchema = v.picklist([
  "not-text",
  "bad-scheme",
  "bad-host",
  "bad-port",
  "has-credentials",
]) satisfies v.GenericSchema<unknown, EndpointProblem>;
