import { expect, it } from "vitest";
import { PortError, toFailure, type Failure } from "../../shared/failure.ts";
import { stuckGuard } from "./stuck-guard.ts";

const locked: Failure = { kind: "store-locked", detail: "locking protocol" };

/** A file whose locks are stuck until a test frees them: each attempt to use it takes 10 s and fails. */
function stuckFile() {
  let nowMs = 0;
  let attempts = 0;
  let isFree = false;
  const results: ((opensAtOnce: boolean) => void)[] = [];
  const guard = stuckGuard("history.db", {
    now: () => nowMs,
    opensAtOnce: () => isFree,
    lookWhetherItOpens: (_file, onResult) => void results.push(onResult),
  });
  return {
    guard,
    results,
    attempts: () => attempts,
    free: () => (isFree = true),
    pass: (ms: number) => (nowMs += ms),
    /** What comes of using the file. */
    use(): string {
      try {
        return guard.run(() => {
          attempts += 1;
          if (isFree) return "used";
          nowMs += 10_000;
          throw new PortError(locked);
        });
      } catch (error) {
        return toFailure(error).kind;
      }
    },
  };
}

it("blocks this thread once, and is then left alone until another thread can open it", () => {
  const { use, attempts, results, pass, free } = stuckFile();
  for (let times = 0; times < 5; times++) expect(use()).toBe("store-locked");
  expect(attempts()).toBe(1);
  expect(results).toHaveLength(0);
  pass(6_000);
  use();
  use();
  expect(results).toHaveLength(1);
  results[0]?.(false);
  expect(use()).toBe("store-locked");
  pass(6_000);
  use();
  free();
  results[1]?.(true);
  expect(use()).toBe("used");
  expect(attempts()).toBe(2);
});

it("is not opened while it is stuck", () => {
  const { guard, free } = stuckFile();
  expect(guard.checkBeforeOpening).toThrow("store-locked");
  free();
  expect(guard.checkBeforeOpening).not.toThrow();
});
