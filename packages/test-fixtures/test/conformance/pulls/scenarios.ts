import type { SimulatorOptions, Version } from "../../../src/index.ts";
import type { Horse } from "./recorded-layers.ts";
import type { Stage } from "./pull-testbed.ts";

/** How the world was when a pull was recorded, and what happened in it while it lasted. */
export type Scene = {
  readonly options?: SimulatorOptions;
  /** The biggest layer and its parts are so many times shorter, where all of it has to come. */
  readonly shorter?: number;
  /** What had been pulled before. */
  readonly installed?: readonly Horse[];
  /** What else had been done before. */
  readonly before?: (stage: Stage, version: Version) => Promise<void> | void;
  /** What others did, from the moment on at which the first of all was asked; to be set on the stage's clock. */
  readonly meanwhile?: (stage: Stage, recorded: { readonly ms: number }) => void;
  /** When the recorded request came, after that. */
  readonly askedAfterMs?: number;
};

const MB = 1_000_000;

/** A tenth of the rate, where nothing hangs on how far it comes: there is less to move. */
const SLOW = 6 * MB;

/** Nothing is there, and nothing is slow. */
const fresh: Scene = {};

const PONY_AND_SHIRE: readonly Horse[] = ["stable/pony", "stable/shire"];

/** Whoever recorded had pulled `pony` and `shire` before, which all llamas share small layers with. */
function at(bytesPerSecond: number, before?: (stage: Stage) => Promise<void>): Scene {
  return {
    installed: PONY_AND_SHIRE,
    before: async (stage) => {
      stage.registry.bytesPerSecond = bytesPerSecond;
      await before?.(stage);
    },
  };
}

function refused(manifestStatus: 401 | 403 | 412 | 429 | 500 | 503): Scene {
  return { before: ({ registry }) => void Object.assign(registry.faults, { manifestStatus }) };
}

function stopped(signal: "SIGTERM" | "SIGKILL"): Scene {
  return {
    ...at(SLOW),
    meanwhile: ({ clock, simulator }, { ms }) =>
      void clock.setTimeout(() => void simulator.pause(signal), ms),
  };
}

function afterStop(signal: "SIGTERM" | "SIGKILL"): Scene {
  return at(SLOW, async ({ pull, run, simulator }) => {
    pull("stable/clydesdale");
    await run(1500);
    await simulator.pause(signal);
    await simulator.resume();
  });
}

/** Two clients, the second 400 ms after the first, and gone 700 ms later. */
const two: Scene = {
  shorter: 10,
  options: { hashBytesPerSecond: 130 * MB },
  installed: PONY_AND_SHIRE,
  before: async ({ registry, pull, run }, version) => {
    registry.bytesPerSecond = 100 * MB;
    const earlier = pull("stable/clydesdale");
    // On the machine that recorded 0.24.0 there was more left to do.
    await run(version === "0.24.0" ? 200 : 256);
    earlier.leave();
    await run(1500);
    registry.bytesPerSecond = 6 * MB;
  },
};

/** The first of two is still asking how big the layer is when the second leaves again. */
const overlap: Scene = {
  before: ({ registry }) => void (registry.faults.headLateMs = 10_000),
  meanwhile({ clock, pull }) {
    clock.setTimeout(() => {
      const second = pull("stable/clydesdale:alias");
      clock.setTimeout(() => second.leave(), 300);
    }, 200);
  },
};

/** Drops every connection after so many bytes; each of them goes on where it was, a while later. */
function drops(bytesBy: Readonly<Record<Version, number>>): Scene {
  return {
    shorter: 10,
    installed: PONY_AND_SHIRE,
    before: ({ registry }, version) => {
      registry.bytesPerSecond = 20 * MB;
      registry.faults.dropAfterBytes = bytesBy[version];
    },
  };
}

/** In 0.24.0 the pull before was still sleeping between two attempts when it was left; in the others it was done. */
const stall: Scene = {
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

/** Every recorded pull, and the world it was made in. */
export const scenes: Readonly<Record<string, Scene>> = {
  "pull-aborted": at(SLOW),
  "pull-after-sigint": afterStop("SIGTERM"),
  "pull-after-sigkill": afterStop("SIGKILL"),
  "pull-after-sigterm": afterStop("SIGTERM"),
  "pull-bad-name": fresh,
  "pull-blob-403": { before: ({ registry }) => void (registry.faults.cdnStatus = 403) },
  "pull-disk-full": {
    shorter: 10,
    options: { diskBytes: 12 * MB, modelsPath: "/home/user/small/models" },
    before: ({ registry }) => void (registry.bytesPerSecond = 100 * MB),
  },
  "pull-drops": drops({ "0.33.0-rc2": 3 * MB, "0.24.0": 1.5 * MB, "0.12.11": 2.2 * MB }),
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
    askedAfterMs: 200,
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
    // Whether the cancelled download is still there is chance: it was in 0.24.0.
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
    askedAfterMs: 400,
  },
  "pull-uptodate": { installed: ["stable/shire"] },
  "pull-wrong-digest": { installed: ["stable/pony"] },
};
