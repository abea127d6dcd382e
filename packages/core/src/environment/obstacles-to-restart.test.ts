import { describe, expect, it } from "vitest";
import { decide } from "../app/decide.ts";
import type { AppEvent } from "../app/events.ts";
import { given } from "../testing/given.ts";
import { host, pointed, running } from "../testing/events.ts";
import { describeRefusal, refusalView } from "../ui/text/refusal.view.ts";

const checked: AppEvent = {
  type: "environment.checked",
  host,
  problems: [
    { kind: "not-whole", name: "OLLAMA_NUM_PARALLEL", value: "zero" },
    { kind: "misspelt", name: "OLLAMA_CONTEXT", meant: "OLLAMA_CONTEXT_LENGTH" },
  ],
};
const restart = { type: "service.restart", host } as const;

describe("with a variable in the settings that is wrong", () => {
  const { state } = given(pointed, running, checked);

  it("a running service of ours is not stopped for a restart that would fail", () => {
    const decision = decide(state, restart);
    if (decision.accepted) throw new Error("it is stopped");
    expect(decision.refusal).toMatchObject({ reason: "bad-variables", problems: [{ kind: "not-whole" }] });
    expect(describeRefusal(decision.refusal)).toContain("OLLAMA_NUM_PARALLEL");
    expect(refusalView(decision.refusal)?.actions.map(({ request }) => request.type)).toEqual([
      "setting.open",
    ]);
  });

  it("it is stopped on request all the same", () => {
    expect(decide(state, { type: "service.stop", host }).accepted).toBe(true);
  });

  it.each([
    [
      "already-starting",
      [pointed, running, { type: "service.stopped", host }, { type: "service.start-requested", host }],
    ],
    ["still-stopping", [pointed, running, { type: "service.stop-requested", host, owner: running.owner }]],
  ] as const)("a restart is refused as %s where that is the reason", (reason, events) => {
    expect(decide(given(...events, checked).state, restart)).toMatchObject({ refusal: { reason } });
  });

  it("a service that gets its variables elsewhere is restarted", () => {
    const owner = { kind: "systemd", scope: "user", unit: "ollama.service" } as const;
    expect(decide(given(pointed, { ...running, owner }, checked).state, restart).accepted).toBe(true);
  });

  it("a service that is stopped is started, which says what is wrong", () => {
    expect(decide(given(pointed, checked).state, { type: "service.start", host }).accepted).toBe(true);
  });
});
