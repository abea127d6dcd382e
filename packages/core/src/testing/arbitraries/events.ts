import fc from "fast-check";
import { EVENTS, type AppEvent, type Recorded } from "../../app/events.ts";
import { downloadIdSchema, parseDownloadId } from "../../downloads/download-id.ts";
import { shareSchema } from "../../downloads/progress.ts";
import { layerDigestSchema } from "../../downloads/pull-progress.ts";
import { DEFAULT_ENDPOINT, endpointSchema } from "../../hosts/endpoint.ts";
import { hostIdOf, hostIdSchema } from "../../hosts/host.ts";
import { modelNameSchema, parseModelName } from "../../models/model-name.ts";
import { digestSchema } from "../../models/models-events.ts";
import { releaseVersionSchema } from "../../releases/release.ts";
import { argumentSchema, processIdentitySchema } from "../../service/owner.ts";
import { position } from "../../shared/described.ts";
import { parseWindowId, windowIdSchema } from "../../windows/window-id.ts";
import { arbitraryOf, type Special } from "./from-schema.ts";

/** Picks from a few values, so that the events of a history refer to the same things. */
const pickFrom = <Value>(count: number, make: (index: number) => Value | undefined): fc.Arbitrary<Value> =>
  fc.constantFrom(...Array.from({ length: count }, (_, index) => make(index)!));

const NAMES = ["pony", "me/shire:28m", "hf.co/u/foal:Q4_K_M"];
const endpoint = pickFrom(2, (index) => ({ ...DEFAULT_ENDPOINT, port: 11434 + index }));
const text = fc.string({ unit: "grapheme", maxLength: 20 });

const SPECIAL: Special = new Map<unknown, fc.Arbitrary<unknown>>([
  [endpointSchema, endpoint],
  [hostIdSchema, endpoint.map(hostIdOf)],
  [downloadIdSchema, pickFrom(4, (index) => parseDownloadId(`d${index}`))],
  [modelNameSchema, pickFrom(3, (index) => parseModelName(NAMES[index]!))],
  [windowIdSchema, pickFrom(3, (index) => parseWindowId(`w${index}`))],
  [digestSchema, pickFrom(3, (index) => `digest-${index}`)],
  [layerDigestSchema, pickFrom(3, (index) => `sha256:${index}`)],
  [
    processIdentitySchema,
    fc.record({ pid: fc.integer({ min: 2, max: 99_999 }), startedAt: text, executable: text }),
  ],
  [releaseVersionSchema, pickFrom(3, (index) => `0.40.${index}`)],
  [argumentSchema, fc.constantFrom("ollama", "ollama.service", "deployment/ollama")],
  [position, fc.nat(100)],
  [shareSchema, fc.double({ min: 0, max: 1, noNaN: true }).map((share) => share + 0)],
]);

type Of<Type extends AppEvent["type"]> = Extract<AppEvent, { readonly type: Type }>;

/** An arbitrary for each type of event, generated from its schema. */
export const ANY = Object.fromEntries(
  EVENTS.map(({ type, schema }) => [type, arbitraryOf<AppEvent>(schema, SPECIAL).map(atItsHost)]),
) as unknown as { readonly [Type in AppEvent["type"]]: fc.Arbitrary<Of<Type>> };

/** The id of a host follows from its endpoint. */
function atItsHost(event: AppEvent): AppEvent {
  return event.type === "service.pointed" ? { ...event, host: hostIdOf(event.endpoint) } : event;
}

export const anyEvent: fc.Arbitrary<AppEvent> = fc.oneof(...Object.values(ANY));

/** A history of arbitrary events, with increasing times. */
export const anyHistory: fc.Arbitrary<readonly Recorded[]> = fc
  .array(fc.tuple(anyEvent, fc.nat(40_000)), { maxLength: 60 })
  .map((steps) => {
    let atMs = 1_000;
    return steps.map(([one, passed], index) => ({ seq: index + 1, atMs: (atMs += passed), event: one }));
  });
