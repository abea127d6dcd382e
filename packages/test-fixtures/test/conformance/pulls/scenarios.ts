import type { SimulatorOptions, Version } from "../../../src/index.ts";
import type { RecordedName } from "./recorded-layers.ts";
import type { PullTestbed } from "./pull-testbed.ts";

/** The circumstances in which a pull was recorded. */
export type Scenario = {
  readonly options?: SimulatorOptions;
  /** Divides the size of the largest layer and its parts, to download less. */
  readonly shrinkFactor?: number;
  /** The models that were installed before. */
  readonly installed?: readonly RecordedName[];
  /** Other preparations. */
  readonly before?: (testbed: PullTestbed, version: Version) => Promise<void> | void;
  /** What happened during the pull. Uses timers of the testbed's clock. */
  readonly meanwhile?: (testbed: PullTestbed, recorded: { readonly ms: number }) => void;
  /** When the recorded request was sent, after the start of `meanwhile`. */
  readonly requestAfterMs?: number;
};

const MB = 1_000_000;

/** A tenth of the recorded rate. Less data has to be sent, and the progress does not matter here. */
const SLOW = 6 * MB;

/** No models, and no delays. */
const fresh: Scenario = {};

const PONY_AND_SHIRE: readonly RecordedName[] = ["stable/pony", "stable/shire"];

/** `pony` and `shire` were installed before. All llama models share small layers with them. */
function at(bytesPerSecond: number, before?: (testbed: PullTestbed) => Promise<void>): Scenario {
  return {
    installed: PONY_AND_SHIRE,
    before: async (testbed) => {
      testbed.registry.bytesPerSecond = bytesPerSecond;
      await before?.(testbed);
    },
  };
}

function refused(manifestStatus: 401 | 403 | 412 | 429 | 500 | 503): Scenario {
  return { before: ({ registry }) => void Object.assign(registry.faults, { manifestStatus }) };
}

function stopped(signal: "SIGTERM" | "SIGKILL"): Scenario {
  return {
    ...at(SLOW),
    meanwhile: ({ clock, simulator }, { ms }) =>
      void clock.setTimeout(() => void simulator.pause(signal), ms),
  };
}

function afterStop(signal: "SIGTERM" | "SIGKILL"): Scenario {
  return at(SLOW, async ({ pull, run, simulator }) => {
    pull("stable/clydesdale");
    await run(1500);
    await simulator.pause(signal);
    await simulator.resume();
  });
}

/** Two clients. The second one starts 400 ms after the first, and disconnects 700 ms later. */
const two: Scenario = {
  shrinkFactor: 10,
  options: { hashBytesPerSecond: 130 * MB },
  installed: PONY_AND_SHIRE,
  before: async ({ registry, pull, run }, version) => {
    registry.bytesPerSecond = 100 * MB;
    const earlier = pull("stable/clydesdale");
    // When 0.24.0 was recorded, a larger rest was left.
    await run(version === "0.24.0" ? 200 : 256);
    earlier.leave();
    await run(1500);
    registry.bytesPerSecond = 6 * MB;
  },
};

/** The second client disconnects while the first one still waits for the size of the layer. */
const overlap: Scenario = {
  before: ({ registry }) => void (registry.faults.headLateMs = 10_000),
  meanwhile({ clock, pull }) {
    clock.setTimeout(() => {
      const second = pull("stable/clydesdale:alias");
      clock.setTimeout(() => second.leave(), 300);
    }, 200);
  },
};

/** Drops every connection after this number of bytes. Ollama resumes each of them later. */
function drops(bytesBy: Readonly<Record<Version, number>>): Scenario {
  return {
    shrinkFactor: 10,
    installed: PONY_AND_SHIRE,
    before: ({ registry }, version) => {
      registry.bytesPerSecond = 20 * MB;
      registry.faults.dropAfterBytes = bytesBy[version];
    },
  };
}

/** In 0.24.0, an earlier pull was cancelled while it paused between two attempts. In the others it was complete. */
const stall: Scenario = {
  before: async ({ install, pull, registry, run }, version) => {
    if (version !== "0.24.0") {
      registry.faults.isStalled = true;
      return install("stable/clydesdale");
    }
    registry.faults.dropAfterBytes = MB;
    const earlier = pull("stable/clydesdale");
    await run(20_400);
    earlier.leave();
    registry.faults.isStalled = true;
  },
};

/** Every recorded pull, and its circumstances. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "pull-aborted": at(SLOW),
  "pull-after-sigint": afterStop("SIGTERM"),
  "pull-after-sigkill": afterStop("SIGKILL"),
  "pull-after-sigterm": afterStop("SIGTERM"),
  "pull-bad-name": fresh,
  "pull-blob-403": { before: ({ registry }) => void (registry.faults.cdnStatus = 403) },
  "pull-disk-full": {
    shrinkFactor: 10,
    options: { diskBytes: 12 * MB, modelsPath: "/home/user/small/models" },
    before: ({ registry }) => void (registry.bytesPerSecond = 100 * MB),
  },
  "pull-drops": drops({
    "0.40-preview": 3 * MB,
    "0.33.0-rc2": 3 * MB,
    "0.24.0": 1.5 * MB,
    "0.12.11": 2.2 * MB,
  }),
  "pull-fresh": { ...at(20 * MB), installed: ["stable/pony"] },
  "pull-manifest-401": refused(401),
  "pull-manifest-403": refused(403),
  "pull-manifest-412": refused(412),
  "pull-manifest-429": refused(429),
  "pull-manifest-500": refused(500),
  "pull-manifest-503": refused(503),
  "pull-no-stream": { installed: ["stable/pony"] },
  "pull-not-found": fresh,
  "pull-not-found-no-stream": fresh,
  "pull-overlap-first": overlap,
  "pull-overlap-second": {
    before: ({ registry }) => void (registry.faults.headLateMs = 10_000),
    meanwhile: ({ pull }) => void pull("stable/clydesdale"),
    requestAfterMs: 200,
  },
  "pull-registry-down": fresh,
  "pull-registry-no-name": fresh,
  "pull-resumed": at(SLOW, async ({ pull, run }) => {
    const earlier = pull("stable/clydesdale");
    await run(608);
    earlier.leave();
    await run(1500);
  }),
  "pull-resumed-at-once": {
    // Whether a cancelled download lingers is random. In the recording of 0.24.0 it did.
    before: async ({ pull, registry, run, simulator }, version) => {
      simulator.chances.cancelLingers = version === "0.24.0" ? 1 : 0;
      registry.bytesPerSecond = SLOW;
      const earlier = pull("stable/clydesdale");
      await run(608);
      earlier.leave();
    },
  },
  "pull-shared-layer": { installed: ["stable/shire"] },
  "pull-sigint": stopped("SIGTERM"),
  "pull-sigkill": stopped("SIGKILL"),
  "pull-sigterm": stopped("SIGTERM"),
  "pull-stall": stall,
  "pull-tag-not-found": fresh,
  "pull-tiny": fresh,
  "pull-tiny-again": { installed: ["stable/pony"] },
  "pull-two-first": {
    ...two,
    meanwhile({ clock, pull }) {
      clock.setTimeout(() => {
        const second = pull("stable/clydesdale");
        clock.setTimeout(() => second.leave(), 700);
      }, 400);
    },
  },
  "pull-two-second": {
    ...two,
    meanwhile: ({ pull }) => void pull("stable/clydesdale"),
    requestAfterMs: 400,
  },
  "pull-uptodate": { installed: ["stable/shire"] },
  "pull-wrong-digest": { installed: ["stable/pony"] },
};
