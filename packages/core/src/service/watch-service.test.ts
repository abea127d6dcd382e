import { BehaviorSubject, NEVER, of, Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import { FakeClock, FakeOllama } from "../testing/index.ts";
import { watchFake } from "../testing/watched-service.ts";
import { watchService } from "./watch-service.source.ts";
import type { Sighting } from "./sighting.ts";

describe("watching a service", () => {
  it("emits only changes", async () => {
    const { ollama, clock, types } = watchFake();
    ollama.appear();
    await clock.pass(60_000);
    ollama.die();
    await clock.pass(60_000);
    expect(types()).toEqual(["gone", "answered", "gone"]);
  });

  it("starts anew for each subscriber", async () => {
    const ollama = new FakeOllama();
    const [clock, looking$, ownStart$] = [new FakeClock(), new BehaviorSubject(false), new Subject<void>()];
    const silent = {
      awaited$: of(false),
      attended$: NEVER,
      refresh$: NEVER,
      unlisted$: NEVER,
      unanswered$: NEVER,
      isShown: () => false,
    };
    const watching$ = watchService({ probe: ollama, api: ollama, clock, looking$, ownStart$, ...silent });
    ollama.appear();
    for (const subscriber of ["first", "second"]) {
      const seen: Sighting[] = [];
      const watching = watching$.subscribe((sighting) => seen.push(sighting));
      await clock.pass(1_000);
      watching.unsubscribe();
      expect(seen, subscriber).toEqual([{ type: "answered", version: ollama.versionText }]);
    }
  });

  it("emits a death at once, without sending requests", async () => {
    const { ollama, clock, types } = watchFake();
    ollama.appear();
    await clock.pass(6_000);
    const asked = ollama.requests.length;
    await clock.pass(600_000);
    expect(ollama.requests).toHaveLength(asked);
    ollama.die();
    expect(types().at(-1)).toBe("gone");
  });

  it("ignores a closed connection while another can be opened", async () => {
    const { ollama, clock, types } = watchFake();
    ollama.appear();
    await clock.pass(10_000);
    ollama.dropConnections();
    await clock.pass(10_000);
    expect(types()).toEqual(["gone", "answered"]);
    expect(ollama.requests).toEqual(["GET /api/version"]);
  });

  it("also ignores the closing of a new connection", async () => {
    const { ollama, clock, types } = watchFake();
    ollama.appear();
    await clock.pass(5_100);
    expect(types()).toEqual(["gone", "answered"]);
    ollama.dropConnections();
    await clock.pass(10_000);
    expect(types()).toEqual(["gone", "answered"]);
  });

  it("notices that Ollama is back behind a proxy that answers all the time", async () => {
    const { ollama, clock, types } = watchFake({ looks: true });
    ollama.failure = { kind: "bad-gateway", status: 502 };
    ollama.appear();
    await clock.pass(60_000);
    ollama.failure = undefined;
    await clock.pass(1_100);
    expect(types().at(-1)).toBe("answered");
  });

  it("reports `gone` for a port that accepts every connection and closes it at once", async () => {
    const { ollama, clock, types } = watchFake();
    ollama.appear();
    await clock.pass(10_000);
    ollama.failure = { kind: "unreachable", cause: "reset" };
    ollama.closesAtOnce = true;
    ollama.dropConnections();
    await clock.pass(2_000);
    expect(types().at(-1)).toBe("gone");
  });

  it.each([
    ["within 30 s of a death", { looks: false, awayMs: 20_000, atMostMs: 250 }],
    ["later, while a window is looked at", { looks: true, awayMs: 60_000, atMostMs: 1_000 }],
    ["later, while no window is looked at", { looks: false, awayMs: 60_000, atMostMs: 15_000 }],
    ["while nothing shows it", { looks: false, shown: false, awayMs: 3_600_000, atMostMs: 60_000 }],
  ])("notices a return %s", async (_when, { awayMs, atMostMs, ...options }) => {
    const { ollama, clock, types } = watchFake(options);
    ollama.appear();
    await clock.pass(6_000);
    ollama.die();
    await clock.pass(awayMs);
    ollama.appear();
    await clock.pass(atMostMs);
    expect(types().at(-1)).toBe("answered");
  });

  it("distinguishes an open port from a service that answers", async () => {
    const { ollama, clock, types } = watchFake({ looks: true });
    ollama.failure = "hang";
    ollama.appear();
    await clock.pass(2_000);
    expect(types()).toEqual(["gone", "listening"]);
    ollama.release();
    await clock.pass(2_000);
    expect(types()).toEqual(["gone", "listening", "answered"]);
  });

  it.each([
    ["without `listening` if it answers soon", 275, ["gone", "answered"]],
    ["with `listening` if that takes longer", 325, ["gone", "listening", "answered"]],
  ])("emits a service that opens its port and then answers, %s", async (_how, answersAfterMs, seen) => {
    const { ollama, clock, types } = watchFake({ looks: true });
    ollama.failure = "hang";
    ollama.appear();
    while (ollama.requests.length === 0) await clock.pass(25);
    await clock.pass(answersAfterMs);
    ollama.release();
    await clock.pass(1_000);
    expect(types()).toEqual(seen);
  });

  it("requests the version of a starting service three times before it reports that it hangs", async () => {
    const { ollama, clock, types } = watchFake({ looks: true });
    ollama.failure = { kind: "timed-out", afterMs: 10_000 };
    ollama.appear();
    while (!types().includes("silent")) await clock.pass(25);
    expect(types()).toEqual(["gone", "listening", "silent"]);
    expect(ollama.requests).toHaveLength(3);
  });

  it("sends no requests to a service that answers, as long as others of ours are answered", async () => {
    const { ollama, clock } = watchFake({ looks: true });
    ollama.appear();
    await clock.pass(2_000);
    ollama.requests.length = 0;
    await clock.pass(300_000);
    expect(ollama.requests).toEqual([]);
  });

  it.each([
    ["a connection that was reset", { kind: "unreachable", cause: "reset" }],
    ["a proxy that cannot reach Ollama", { kind: "bad-gateway", status: 502 }],
  ] as const)("ignores one failed check while the connection is held: %s", async (_what, failure) => {
    const { ollama, clock, types, unanswered$ } = watchFake({ looks: true });
    ollama.appear();
    await clock.pass(6_000);
    ollama.failure = failure;
    unanswered$.next();
    await clock.pass(100);
    ollama.failure = undefined;
    await clock.pass(60_000);
    expect(types()).toEqual(["gone", "answered"]);
  });

  it("reports a loss after two failed checks, and notices the return even if no window is looked at", async () => {
    const { ollama, clock, looking$, types, unanswered$ } = watchFake({ looks: true });
    ollama.appear();
    await clock.pass(6_000);
    ollama.failure = { kind: "bad-gateway", status: 502 };
    unanswered$.next();
    await clock.pass(2_000);
    expect(types().at(-1)).toBe("out-of-reach");
    looking$.next(false);
    await clock.pass(10_000);
    ollama.failure = undefined;
    await clock.pass(20_000);
    expect(types()).toEqual(["gone", "answered", "out-of-reach", "answered"]);
  });

  it("does not report a death when connections are closed one after another, if each has lasted a second", async () => {
    const { ollama, clock, types } = watchFake();
    ollama.appear();
    await clock.pass(6_000);
    for (let times = 0; times < 5; times++) {
      ollama.dropConnections();
      await clock.pass(1_100);
    }
    expect(types()).toEqual(["gone", "answered"]);
  });

  it.each([
    [
      "another program",
      { kind: "unreadable", endpoint: "GET /api/version", problem: "no JSON" } as const,
      "foreign",
    ],
    ["something that is not HTTP", { kind: "not-http" } as const, "foreign"],
    ["a server that denies access", { kind: "forbidden", status: 403 } as const, "turned-away"],
    ["a proxy that cannot reach Ollama", { kind: "bad-gateway", status: 502 } as const, "out-of-reach"],
    ["a broken network path", { kind: "no-connection", detail: "EHOSTDOWN" } as const, "out-of-reach"],
  ])("distinguishes %s from Ollama", async (_who, failure, type) => {
    const { ollama, clock, types } = watchFake({ looks: true });
    ollama.failure = failure;
    ollama.appear();
    await clock.pass(2_000);
    expect(types().at(-1)).toBe(type);
  });

  it.each([
    ["does not have it", { kind: "not-supported", endpoint: "GET /api/tags" }],
    ["answers with a page", { kind: "unreadable", endpoint: "GET /api/tags", problem: "a web page" }],
  ] as const)(
    "takes a server for another program if it %s when asked for its models",
    async (_what, failure) => {
      const { ollama, clock, unlisted$, types } = watchFake({ looks: true });
      ollama.appear();
      await clock.pass(1_000);
      ollama.failures.set("GET /api/tags", failure);
      unlisted$.next(failure);
      await clock.pass(120_000);
      expect(types()).toEqual(["gone", "answered", "foreign"]);
      ollama.failures.clear();
      await clock.pass(31_000);
      expect(types().at(-1)).toBe("answered");
    },
  );

  const page = { kind: "unreadable", endpoint: "GET /api/tags", problem: "a web page" } as const;

  it("takes a server for Ollama that answers once with a page when asked for its models", async () => {
    const { ollama, clock, unlisted$, types } = watchFake({ looks: true });
    ollama.appear();
    await clock.pass(1_000);
    unlisted$.next(page);
    await clock.pass(60_000);
    expect(types()).toEqual(["gone", "answered"]);
    expect(ollama.requests.filter((request) => request === "GET /api/tags")).toHaveLength(1);
  });

  it.each([true, false])(
    "notices that another program has become Ollama, if downloads wait: %s, and no window is looked at",
    async (isAwaited) => {
      const { ollama, clock, unlisted$, awaited$, types } = watchFake();
      awaited$.next(isAwaited);
      ollama.appear();
      await clock.pass(6_000);
      ollama.failures.set("GET /api/tags", page);
      unlisted$.next(page);
      await clock.pass(60_000);
      expect(types()).toEqual(["gone", "answered", "foreign"]);
      ollama.failures.clear();
      await clock.pass(31_000);
      expect(types().at(-1)).toBe(isAwaited ? "answered" : "foreign");
    },
  );

  it.each([
    { kind: "rejected", status: 500, message: "unexpected end of JSON input" },
    { kind: "busy" },
    { kind: "timed-out", afterMs: 10_000 },
    { kind: "unreadable", endpoint: "GET /api/ps", problem: "not JSON" },
    { kind: "bad-gateway", status: 502 },
  ] as const)(
    "takes a server for Ollama whose list cannot be read for another reason: %o",
    async (failure) => {
      const { ollama, clock, unlisted$, types } = watchFake({ looks: true });
      ollama.appear();
      await clock.pass(1_000);
      unlisted$.next(failure);
      await clock.pass(60_000);
      expect(types()).toEqual(["gone", "answered"]);
    },
  );

  it("stops everything when unsubscribed", async () => {
    const { ollama, clock, watching } = watchFake({ looks: true });
    ollama.appear();
    await clock.pass(2_000);
    watching.unsubscribe();
    const asked = ollama.requests.length;
    ollama.die();
    await clock.pass(120_000);
    expect(ollama.requests).toHaveLength(asked);
    expect(ollama.held).toBe(0);
  });
});
