import { PortError, toFailure } from "../../shared/failure.ts";
import { withStoreErrors } from "./sqlite.ts";
import * as probe from "./store-probe.ts";

/** Keeps this thread away from a file whose locks are stuck: each attempt would block it for 10 s. */
export interface StuckGuard {
  /** Throws `PortError` of `store-locked` if the file cannot be opened without being stuck in it. */
  checkBeforeOpening(): void;
  /** Runs `work`; throws `PortError` of `store-locked` instead while the file is known to be stuck. */
  run<Value>(work: () => Value): Value;
}

/** What a test replaces. */
type GuardPorts = typeof probe & { readonly now: () => number };
const SYSTEM: GuardPorts = { ...probe, now: () => performance.now() };

/** A failure that took longer than this was SQLite waiting for locks. */
const STUCK_AFTER_MS = 1_000;
const LOOK_EVERY_MS = 5_000;

export function stuckGuard(
  file: string,
  { opensAtOnce, lookWhetherItOpens, now }: GuardPorts = SYSTEM,
): StuckGuard {
  let isStuck = false;
  let isLooking = false;
  let lookedAtMs = 0;

  function lookAgain(): void {
    if (isLooking || now() - lookedAtMs < LOOK_EVERY_MS) return;
    isLooking = true;
    lookWhetherItOpens(file, (opensAtOnce) => {
      isLooking = false;
      isStuck = !opensAtOnce;
      lookedAtMs = now();
    });
  }

  return {
    checkBeforeOpening() {
      if (!withStoreErrors(() => opensAtOnce(file))) throw stuck();
    },
    run(work) {
      if (isStuck) {
        lookAgain();
        throw stuck();
      }
      const beganMs = now();
      try {
        return work();
      } catch (error) {
        isStuck = toFailure(error).kind === "store-locked" && now() - beganMs > STUCK_AFTER_MS;
        if (isStuck) lookedAtMs = now();
        throw error;
      }
    },
  };
}

const stuck = (): PortError => new PortError({ kind: "store-locked", detail: "locking protocol" });
