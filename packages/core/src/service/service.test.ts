import { hostFacts } from "../app/state.ts";
import { describe, expect, it } from "vitest";
import { host, pointed } from "../testing/events.ts";
import { given } from "../testing/index.ts";
import type { Owner } from "./owner.ts";
import type { ServiceEvent } from "./service-events.ts";

const stopped = { type: "service.stopped", host } as const;
const running = (owner: Owner): ServiceEvent => ({ type: "service.running", host, version: "0.33.0", owner });
const paddock: Owner = { kind: "paddock" };
const others: Owner = { kind: "another-program" };
const elsewhere: Owner = { kind: "elsewhere" };
const process = { pid: 42, startedAt: "then", executable: "/usr/bin/ollama" };

describe("service.start", () => {
  it.each<[string, readonly ServiceEvent[], string]>([
    ["while it runs", [pointed, running(others)], "already-running"],
    ["while it starts", [pointed, stopped, { type: "service.start-requested", host }], "already-starting"],
    [
      "while it stops",
      [pointed, running(paddock), { type: "service.stop-requested", host }],
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
        {
          type: "service.refused",
          host,
          owner: { kind: "another-program" },
          failure: { kind: "forbidden", status: 403 },
        },
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
    expect(given(pointed, running(paddock)).when({ type: "service.stop", host }).accepted).toBe(true);
    expect(given(pointed, running(others)).when({ type: "service.stop", host })).toMatchObject({
      refusal: { reason: "not-ours" },
    });
    expect(
      given({ ...pointed, isRemote: true }, running(elsewhere)).when({ type: "service.stop", host }),
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
    expect(given(pointed, running(others)).when({ type: "service.restart", host })).toMatchObject({
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
      owner: { kind: "paddock", process },
    });
    expect(hostFacts(up.state).service).toMatchObject({ owner: { kind: "paddock", process } });
    expect(hostFacts(given(...begun, stopped).state).service.owner).toEqual(paddock);
  });

  it("stays remote in every situation", () => {
    const remote = given({ ...pointed, isRemote: true }, running(elsewhere), stopped);
    expect(hostFacts(remote.state).service.owner).toEqual(elsewhere);
  });

  it("keeps its owner when it stops, since that one starts it again", () => {
    const unit: Owner = { kind: "systemd", scope: "system", unit: "ollama.service" };
    const ended = given(
      pointed,
      running({ kind: "looking" }),
      { type: "service.owned", host, owner: unit },
      stopped,
    );
    expect(hostFacts(ended.state).service.owner).toEqual(unit);
  });

  it("is started by Paddock after a terminal or an unknown program has ended it", () => {
    for (const owner of [others, { kind: "terminal", process } as const])
      expect(hostFacts(given(pointed, running(owner), stopped).state).service.owner).toEqual(paddock);
  });
});
