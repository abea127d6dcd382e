import { hostFacts } from "../app/state.ts";
import { describe, expect, it } from "vitest";
import { host, pointed } from "../testing/events.ts";
import { given } from "../testing/index.ts";
import type { Control, ServiceEvent } from "./service-events.ts";

const stopped = { type: "service.stopped", host } as const;
const running = (control: Control): ServiceEvent => ({
  type: "service.running",
  host,
  version: "0.33.0",
  control,
});
const process = { pid: 42, startedAt: "then", executable: "/usr/bin/ollama" };

describe("service.start", () => {
  it.each<[string, readonly ServiceEvent[], string]>([
    ["while it runs", [pointed, running("not-ours")], "already-running"],
    ["while it starts", [pointed, stopped, { type: "service.start-requested", host }], "already-starting"],
    [
      "while it stops",
      [pointed, running("ours"), { type: "service.stop-requested", host }],
      "still-stopping",
    ],
    ["on another machine", [{ ...pointed, isRemote: true }, stopped], "remote"],
    ["on a port that another program has", [pointed, { type: "service.port-taken", host }], "port-taken"],
    [
      "on an invalid host",
      [{ type: "service.misconfigured", host, setting: "paddock.host", text: "x y", problem: "bad-host" }],
      "bad-host",
    ],
    [
      "where it refuses our requests",
      [
        pointed,
        { type: "service.refused", host, control: "not-ours", failure: { kind: "forbidden", status: 403 } },
      ],
      "already-running",
    ],
  ])("is refused %s", (_when, history, reason) => {
    expect(given(...history).when({ type: "service.start", host })).toMatchObject({
      accepted: false,
      refusal: { reason },
    });
  });

  it.each<[string, readonly ServiceEvent[]]>([
    ["nothing is known yet", [pointed]],
    ["it has stopped", [pointed, stopped]],
    [
      "it failed before",
      [pointed, { type: "service.failed", host, failure: { kind: "not-installed" }, logLines: [] }],
    ],
    ["it was not installed (it may be by now)", [pointed, { type: "service.not-installed", host }]],
    [
      "it has died",
      [pointed, { type: "service.died", host, death: { exit: { signal: "SIGKILL" }, logLines: [] } }],
    ],
  ])("is accepted where %s", (_when, history) => {
    expect(given(...history).when({ type: "service.start", host })).toEqual({
      accepted: true,
      events: [{ type: "service.start-requested", host }],
    });
  });
});

describe("service.stop", () => {
  it("is accepted only for a service of ours", () => {
    expect(given(pointed, running("ours")).when({ type: "service.stop", host }).accepted).toBe(true);
    expect(given(pointed, running("not-ours")).when({ type: "service.stop", host })).toMatchObject({
      refusal: { reason: "not-ours" },
    });
    expect(
      given({ ...pointed, isRemote: true }, running("remote")).when({ type: "service.stop", host }),
    ).toMatchObject({
      refusal: { reason: "remote" },
    });
  });

  it("is refused where nothing runs", () => {
    expect(given(pointed, stopped).when({ type: "service.stop", host })).toMatchObject({
      refusal: { reason: "already-stopped" },
    });
  });
});

describe("service.restart", () => {
  it("is a start where nothing runs", () => {
    expect(given(pointed, stopped).when({ type: "service.restart", host })).toMatchObject({
      events: [{ type: "service.start-requested", host }],
    });
  });

  it("is refused while nothing is known: it would only start what may be running", () => {
    expect(given(pointed).when({ type: "service.restart", host })).toMatchObject({
      refusal: { reason: "still-looking" },
    });
  });

  it("is refused for a service of another program", () => {
    expect(given(pointed, running("not-ours")).when({ type: "service.restart", host })).toMatchObject({
      refusal: { reason: "not-ours" },
    });
  });
});

describe("a service", () => {
  it("is ours if its process is, and forgets the process when it ends", () => {
    const begun = [
      pointed,
      stopped,
      { type: "service.start-requested", host },
      { type: "service.spawned", host, process },
    ] as const;
    const up = given(...begun, {
      type: "service.running",
      host,
      version: "0.33.0",
      control: "ours",
      process,
    });
    expect(hostFacts(up.state).service).toMatchObject({ control: "ours", process });
    expect(hostFacts(given(...begun, stopped).state).service).not.toHaveProperty("process");
  });

  it("stays remote in every situation", () => {
    const remote = given({ ...pointed, isRemote: true }, running("remote"), stopped);
    expect(hostFacts(remote.state).service.control).toBe("remote");
  });
});
