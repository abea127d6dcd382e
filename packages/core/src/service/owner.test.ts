import { describe, expect, it } from "vitest";
import { given } from "../testing/index.ts";
import { at, host, pointed, running } from "../testing/events.ts";
import { hostFacts } from "../app/state.ts";
import { ownerOf, type Can } from "./owner.ts";

const [yes, no] = [{ kind: "yes" }, (reason: string) => ({ kind: "no", because: { reason } })];

describe("a service", () => {
  it.each([
    ["process", [pointed, running], { start: yes, stop: yes, restart: yes, logs: yes }],
    [
      "another-program",
      [pointed, { ...running, control: "not-ours" }],
      { start: yes, stop: no("not-ours"), restart: no("not-ours"), logs: no("log-elsewhere") },
    ],
    [
      "elsewhere",
      [{ ...pointed, isRemote: true }],
      { start: no("remote"), stop: no("remote"), restart: no("remote"), logs: no("log-elsewhere") },
    ],
  ] as const)("of the owner %s can do what its owner can", (kind, events, can) => {
    const owner = ownerOf(hostFacts(given(...events).state).service);
    expect(owner.kind).toBe(kind);
    expect(owner.can).toMatchObject(can satisfies Record<string, Can | object>);
  });

  it("is stopped where its owner can stop it, and nowhere else", () => {
    const stop = { type: "service.stop", host } as const;
    expect(given(pointed, running).when(stop).accepted).toBe(true);
    expect(given(pointed, { ...running, control: "not-ours" }).when(stop)).toMatchObject({
      refusal: { reason: "not-ours" },
    });
    const elsewhere = at({ ...pointed.endpoint, hostname: "gpu-box", dialHostname: "gpu-box" });
    expect(given({ ...elsewhere, isRemote: true }).when({ ...stop, host: elsewhere.host })).toMatchObject({
      refusal: { reason: "remote" },
    });
  });
});
