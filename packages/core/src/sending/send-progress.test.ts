import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evolveSent, progressOfSent, sendFrom, type SendNews } from "./send-progress.ts";

const anyNews: fc.Arbitrary<SendNews> = fc.oneof(
  fc.record({ kind: fc.constant("taken" as const), bytes: fc.nat(1_000) }),
  fc.record({ kind: fc.constant("there" as const), sizeBytes: fc.nat(1_000) }),
  fc.constant({ kind: "creating" } as const),
);

describe("the progress of a model that is sent", () => {
  it("never falls and never exceeds the total, whatever happens and whatever was sent before", () => {
    fc.assert(
      fc.property(fc.array(anyNews), fc.nat(5_000), fc.nat(5_000), (news, totalBytes, doneBytes) => {
        let sent = sendFrom(totalBytes, { step: "preparing", doneBytes });
        for (const one of news) {
          const before = progressOfSent(sent);
          sent = evolveSent(sent, one);
          const { doneBytes: now, share = 0, againBytes = 0 } = progressOfSent(sent);
          expect(now).toBeGreaterThanOrEqual(before.doneBytes);
          expect(now).toBeLessThanOrEqual(totalBytes);
          expect(share).toBeLessThanOrEqual(1);
          expect(againBytes).toBeLessThanOrEqual(now);
        }
      }),
    );
  });

  it("says how much is sent again after a broken upload", () => {
    const broken = sendFrom(100, { step: "pulling", doneBytes: 60 });
    const again = evolveSent(broken, { kind: "taken", bytes: 20 });
    expect(progressOfSent(again)).toEqual({
      step: "pulling",
      doneBytes: 60,
      totalBytes: 100,
      share: 0.6,
      againBytes: 40,
    });
  });
});
