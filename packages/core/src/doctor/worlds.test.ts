import { recording, versions } from "@paddock/test-fixtures";
import { assert, describe, expect, it } from "vitest";
import { proxiesOf } from "../adapters/machine-checks/look-at-proxies.ts";
import type { AppEvent } from "../app/events.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import type { Owner } from "../service/owner.ts";
import { at, host } from "../testing/events.ts";
import { BROKEN_WORLDS } from "../testing/doctor/broken-worlds.ts";
import {
  CONFIG,
  examine,
  LISTENING,
  PORT_TAKEN,
  running,
  seen,
  STARTED,
  WELL,
  type World,
} from "../testing/doctor/world.ts";
import { fakeModel } from "../testing/index.ts";
import { isOffered } from "../ui/actions.ts";
import { lineText } from "../service-log/log-lines.view.ts";
import { verdictOf, type Cause } from "./cause.ts";

/** All lines that are known in a world. */
const logged = ({ lines = [], events }: World): readonly string[] => [
  ...lines,
  ...events.flatMap((event) =>
    event.type === "service.failed"
      ? event.logLines
      : event.type === "service.died"
        ? event.death.logLines
        : [],
  ),
];

const BROKEN = Object.entries(BROKEN_WORLDS);

describe.each(BROKEN)("a world with %s", (_name, world) => {
  const { cause, says, fix, mended } = world;

  it("has that as its first cause, and nothing else", () => {
    const { open } = examine(world);
    expect(open.map((row) => row.cause)).toEqual([cause]);
    expect(`${open[0]?.finding} ${open[0]?.evidence} ${open[0]?.quote?.text}`).toContain(says);
    expect(open[0]?.verdict).toBe(verdictOf(cause));
  });

  it("is told in plain sentences; lines of a log stand apart", () => {
    for (const { finding, evidence, quote } of examine(world).open) {
      for (const line of logged(world)) expect(`${finding} ${evidence}`).not.toContain(lineText(line));
      if (quote) expect(logged(world)).toContain(quote.line);
    }
  });

  it("has a button that is offered", () => {
    const { open, state } = examine(world);
    const request = open[0]?.fix?.request;
    expect(request?.type).toBe(fix);
    if (request) expect(isOffered(state, request)).toBe(true);
  });

  it.runIf(mended)("is healthy after the fix", () => {
    const { open, fine } = examine({ ...world, ...mended });
    expect(open).toEqual([]);
    expect(fine.length).toBeGreaterThan(2);
  });
});

/** What helps is done elsewhere: the other window is closed, or Ollama is started anew by Paddock. */
const WITHOUT_BUTTON: ReadonlySet<Cause> = new Set<Cause>(["leader-silent", "variables-not-used"]);

const OWNERS: readonly Owner[] = [
  { kind: "terminal", process: { pid: 7, startedAt: "1", executable: "/usr/bin/ollama" } },
  { kind: "another-program" },
  { kind: "systemd", scope: "system", unit: "ollama.service" },
  { kind: "container", engine: "docker", name: "ollama" },
  { kind: "windows-service", service: "ollama" },
];

it.each(OWNERS.map((owner) => [owner.kind, owner] as const))(
  "whatever is found has a button, also where Ollama is run by: %s",
  (_kind, owner) => {
    const bare = BROKEN.flatMap(([, { events, ...world }]) =>
      examine({
        ...world,
        events: events.map((event) => (event.type === "service.running" ? { ...event, owner } : event)),
      }).open.filter(({ fix }) => fix === null),
    );
    expect(bare.filter(({ cause }) => !WITHOUT_BUTTON.has(cause))).toEqual([]);
  },
);

const recorded = (version: (typeof versions)[number], name: string): readonly string[] => {
  const found = recording(version, name);
  assert(found.kind === "log");
  return found.log;
};
const onLan = { ...DEFAULT_ENDPOINT, hostname: "gpu-box", dialHostname: "gpu-box" };
const lan = at(onLan);
const listed: AppEvent = { type: "models.listed", host, models: [fakeModel("pony")] };
const owned = (owner: Owner): AppEvent => ({ ...running, owner });

const HEALTHY: Readonly<Record<string, World>> = {
  ...Object.fromEntries(
    versions.flatMap((version) =>
      ["log-first-start", "log-load-and-sigterm", "log-sigint"].map((name) => [
        `Ollama ${version}, by its recording ${name}`,
        { events: [running], lines: recorded(version, name) },
      ]),
    ),
  ),
  "on a GPU": { events: [running], lines: WELL },
  "with models": { events: [running, listed], lines: [...WELL, STARTED] },
  "without a log": { events: [running] },
  "of systemd": { events: [owned({ kind: "systemd", scope: "system", unit: "ollama.service" })] },
  "in a container": {
    events: [owned({ kind: "container", engine: "docker", name: "ollama" })],
    lines: [...WELL, LISTENING.replace("127.0.0.1", "[::]")],
  },
  "of the app": { events: [owned({ kind: "mac-app", app: "/Applications/Ollama.app" })] },
  "on another machine": {
    events: [
      { ...lan, isRemote: true },
      { ...running, host: lan.host, owner: { kind: "elsewhere" } },
    ],
  },
  "on another machine, by a proxy": {
    events: [
      { ...lan, isRemote: true },
      { ...running, host: lan.host, owner: { kind: "elsewhere" } },
    ],
    machine: { proxies: seen({ proxies: [{ via: "HTTP_PROXY", url: "http://p:1" }], except: [] }) },
  },
  "beside a proxy for everything else": {
    events: [running],
    machine: { proxies: seen(proxiesOf({ HTTPS_PROXY: "http://p:1" }, undefined, "http")) },
  },
  "where localhost is ::1 first": {
    events: [running],
    machine: { localhost: seen({ addresses: ["::1", "127.0.0.1"], ipv4: "ollama", ipv6: "refused" }) },
  },
  "in a remote window, with an Ollama there": { events: [running], local: { remote: "ssh-remote" } },
  "that is just starting": { events: [{ type: "service.starting", host, portOpen: false }] },
  "with links to one installation": {
    events: [running],
    machine: {
      installs: seen([
        { path: "/usr/local/bin/ollama", from: "path", libraries: "whole" },
        { path: "/usr/bin/ollama", target: "/usr/local/bin/ollama", from: "path", libraries: "whole" },
      ]),
    },
  },
  "that was started again after its port was taken": {
    events: [running],
    lines: [CONFIG, PORT_TAKEN, ...WELL],
  },
  "that loaded again after it had too little memory": {
    events: [running],
    lines: [...WELL, "llama runner process has terminated: signal: killed", STARTED],
  },
};

it("finds the proxy of HTTPS_PROXY in the way of a host with https only", () => {
  const causesBy = (scheme: "http" | "https") => {
    const pointed = at({ ...onLan, scheme });
    const { open } = examine({
      events: [
        { ...pointed, isRemote: true },
        { type: "service.unreachable", host: pointed.host, failure: { kind: "timed-out", afterMs: 5_000 } },
      ],
      machine: { proxies: seen(proxiesOf({ HTTPS_PROXY: "http://p:1" }, undefined, scheme)) },
    });
    return open.map(({ cause }) => cause);
  };
  expect([causesBy("https"), causesBy("http")]).toEqual([["proxy-answers"], ["unreachable"]]);
});

describe.each(Object.entries(HEALTHY))("a healthy Ollama %s", (_name, world) => {
  it("has no cause, and says what was checked", () => {
    const { open, fine } = examine(world);
    expect(open).toEqual([]);
    expect(fine.length).toBeGreaterThan(2);
    for (const { what, evidence } of fine) expect([what, evidence]).not.toContain("");
  });
});

it("says which version is the newest only if that was asked for", () => {
  const newest = (...asked: readonly AppEvent[]) =>
    examine({ events: [running, ...asked] }).fine.find(({ what }) => what === "The version is new enough")
      ?.evidence;
  const found = (version: string): AppEvent => ({ type: "release.found", version });
  expect(newest()).toBe("Ollama 0.40.9 · not checked for a newer version");
  expect(newest(found("0.40.12"))).toBe("Ollama 0.40.9 · 0.40.12 is out");
  expect(newest(found("0.40.9"))).toBe("Ollama 0.40.9 · no newer one is known");
});

it("are many", () => {
  expect(BROKEN.length).toBeGreaterThanOrEqual(60);
  expect(Object.keys(HEALTHY).length).toBeGreaterThanOrEqual(20);
});
