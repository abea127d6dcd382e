import { describe, expect, it } from "vitest";
import { fakeModel } from "../testing/index.ts";
import { openRunning } from "../testing/action-bench.ts";
import { performForOthers } from "./perform.action.ts";

describe("a request of another extension", () => {
  it("fails, and does not reject, where the dialog that confirms it rejects", async () => {
    const { context, ollama, clock } = await openRunning();
    ollama.models = [fakeModel("pony")];
    const confirm = { confirm: () => Promise.reject(new Error("Canceled")) };
    const answering = performForOthers({ ...context, confirm }, { type: "model.delete", model: "pony" });
    await clock.pass(5_000);
    const answer = await answering;
    expect(answer.accepted && (await answer.completed)).toEqual({
      kind: "failed",
      failure: { kind: "unexpected", detail: "Canceled" },
    });
    expect(ollama.models).toHaveLength(1);
  });
});
