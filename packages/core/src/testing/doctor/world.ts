import { noRequests } from "../../activity/request-list.ts";
import type { AppEvent } from "../../app/events.ts";
import type { LocalState } from "../../app/state.ts";
import type { Cause } from "../../doctor/cause.ts";
import { diagnose } from "../../doctor/doctor.view.ts";
import { evidenceOf } from "../../doctor/evidence.view.ts";
import type { MachineReport } from "../../doctor/machine-report.ts";
import { describeLines } from "../../service-log/description.ts";
import type { ShownLog } from "../../service-log/shown-log.ts";
import type { ActionType } from "../../ui/actions.ts";
import { pointed, running as ofPaddock } from "../events.ts";
import { healthyMachine } from "../fake-machine-checks.ts";
import { given } from "../given.ts";

/** What is known of an Ollama: what happened, what its log says, and what its machine is like where that matters. */
export type World = {
  /** After the default host begins to be watched, unless they begin with that themselves. */
  readonly events: readonly AppEvent[];
  readonly lines?: readonly string[];
  readonly machine?: Partial<MachineReport>;
  readonly local?: Partial<LocalState>;
};

/** A world with something wrong in it, and the same one after the fix. */
export type BrokenWorld = World & {
  /** Where people met it, or the manual of the system that behaves so. */
  readonly source: string;
  readonly cause: Cause;
  /** Part of the finding, of its evidence, or of the line of the log that shows it. */
  readonly says: string;
  readonly fix?: ActionType;
  /** What the person sees first after they have pressed its button, or the command that is recorded for it. */
  readonly does?: string;
  /** What differs after the fix; absent: the button opens a place outside of what is watched. */
  readonly mended?: Partial<World>;
};

const NOW = Date.parse("2026-11-23T09:06:14Z");

/** What happened in a world, from the beginning. */
export function eventsOf({ events }: World): readonly AppEvent[] {
  const isPointed = events.some(({ type }) => type === "service.pointed" || type === "service.misconfigured");
  return isPointed ? events : [pointed, ...events];
}

/** What the doctor finds in a world. */
export function examine(world: World) {
  const { lines, machine, local } = world;
  const { state } = given(...eventsOf(world));
  const after = { ...state, local: { ...state.local, isLeader: true, ...local } };
  return {
    state: after,
    ...diagnose(
      evidenceOf(after, NOW, {
        log: lines ? followed(lines) : { kind: "elsewhere" },
        machine: { ...healthyMachine, ...machine },
      }),
    ),
  };
}

/** A log with these lines, as a window shows it. */
export const followed = (lines: readonly string[]): ShownLog => ({
  kind: "followed",
  place: { kind: "file", path: "/home/user/serve.log" },
  description: describeLines(lines),
  lines: lines.map((text, index) => ({ number: index + 1, text })),
  clients: new Map(),
  requests: noRequests,
});

const TIME = "time=2026-11-23T05:54:14.000Z";
/** A line of Ollama's own. */
export const said = (message: string, fields = "", level = "INFO"): string =>
  `${TIME} level=${level} source=x.go:1 msg="${message}" ${fields}`;
export const CONFIG = said("server config", 'env="map[OLLAMA_MODELS:/home/user/.ollama/models]"');
export const LISTENING = said("Listening on 127.0.0.1:11434 (version 0.40.9)");
/** Recording `log-port-taken`. */
export const PORT_TAKEN = "Error: listen tcp 127.0.0.1:11434: bind: address already in use";
export const NO_GPU = said("inference compute", "id=cpu library=cpu name=cpu description=cpu");
export const RTX = said(
  "inference compute",
  'id=0 library=CUDA compute=8.9 name=CUDA0 description="NVIDIA GeForce RTX 4070" driver=12.8 type=discrete total="12.0 GiB" available="11.9 GiB"',
);
export const BLOB = `sha256-${"a".repeat(64)}`;
export const LOAD = said(
  "starting llama-server",
  `cmd="/lib/ollama/llama-server --model /m/blobs/${BLOB} -np 1"`,
);
export const STARTED = said("llama-server started in 1.27 seconds");
/** The beginning of the log of a healthy Ollama. */
export const WELL = [CONFIG, LISTENING, RTX];
/** An Ollama of today that we have started. */
export const running = { ...ofPaddock, version: "0.40.9" } as const;
export const seen = <Value>(value: Value) => ({ kind: "seen", value }) as const;
