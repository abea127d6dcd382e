import { describe, expect, it } from "vitest";
import { transition } from "xstate";
import {
  describePath,
  paddock,
  paths,
  process,
  SITUATION_OF,
  stateOf,
  stepsFrom,
} from "../testing/service-paths.ts";
import { emittedIn, workDone } from "../testing/transitions.ts";
import { isSameOwner } from "./owner.ts";
import { serviceMachine } from "./service.machine.ts";
import { isKnown } from "./service.ts";

describe("in all reachable states of the service machine", () => {
  it("every state of the machine is found", () => {
    expect(paths.length).toBeGreaterThan(500);
    expect([...new Set(paths.map(({ node }) => stateOf(node)))].toSorted()).toEqual([
      "resting.absent",
      "resting.confirmingEnd",
      "resting.done",
      "resting.identifying",
      "resting.present.detecting",
      "resting.present.owned",
      "resting.recognising",
      "resting.unknown",
      "resting.unstartable.checking",
      "resting.unstartable.idle",
      "resting.unstartable.noting",
      "resting.vacant",
      "working.confirmingStop",
      "working.failing",
      "working.givingUp",
      "working.reportingDeath",
      "working.starting",
      "working.stopping",
      "working.waiting",
    ]);
  });

  it("the situation matches the last sighting while the machine rests", () => {
    for (const path of paths) {
      const { node } = path;
      const seen = node.snapshot.context.seen?.type;
      const { kind } = node.service.situation;
      if (stateOf(node).startsWith("resting.present.") && seen)
        expect(kind, describePath(path)).toBe(SITUATION_OF[seen]);
      if (stateOf(node) === "resting.absent") expect(kind, describePath(path)).toBe("stopped");
      if (stateOf(node).startsWith("resting.unstartable."))
        expect(["not-installed", "failed"], describePath(path)).toContain(kind);
      if (stateOf(node) === "resting.done") expect(kind, describePath(path)).toBe("stopped");
      if (stateOf(node) === "resting.unknown" && node.snapshot.context.requested === undefined)
        expect(isKnown(node.service), describePath(path)).toBe(false);
    }
  });

  it("the machine works on every request: it is never idle while the service is starting or stopping", () => {
    for (const path of paths) {
      const { service } = path.node;
      const isRequestPending =
        service.situation.kind === "stopping" ||
        (service.situation.kind === "starting" && !service.situation.portOpen);
      if (!isRequestPending) continue;
      const isAtWork =
        stateOf(path.node).startsWith("working.") ||
        [
          "resting.unknown",
          "resting.recognising",
          "resting.identifying",
          "resting.vacant",
          "resting.confirmingEnd",
        ].includes(stateOf(path.node));
      expect(isAtWork, describePath(path)).toBe(true);
    }
  });

  it("every state that waits for an actor has that actor running", () => {
    const WORK: Readonly<Record<string, string>> = {
      recognising: "recognise",
      identifying: "detect",
      detecting: "detect",
      vacant: "findProgram",
      noting: "findProgram",
      checking: "findProgram",
      starting: "start",
      givingUp: "stop",
      stopping: "stop",
      reportingDeath: "lastOutput",
      failing: "lastOutput",
    };
    const reached = new Set<string>();
    for (const path of paths) {
      const state = stateOf(path.node).split(".").at(-1) ?? "";
      const work = WORK[state];
      if (!work) continue;
      reached.add(state);
      expect(path.node.snapshot.children, describePath(path)).toHaveProperty(work);
    }
    expect([...reached].toSorted()).toEqual(Object.keys(WORK).toSorted());
  });

  it("no process and no request is kept once the service is gone or the request is done", () => {
    const endStates = /^resting\.(absent|unstartable.*|done)$/;
    for (const path of paths.filter(({ node }) => endStates.test(stateOf(node)))) {
      const { owner: kept, requested } = path.node.snapshot.context;
      expect([kept, requested], describePath(path)).toEqual([undefined, undefined]);
    }
  });

  it("restarting a service that has just gone starts it", () => {
    const before = paths.filter(({ node }) => stateOf(node) === "resting.vacant");
    const restarted = before.flatMap(({ node }) =>
      stepsFrom(node).flatMap(([step, next]) => (step === "ask restart" ? [stateOf(next)] : [])),
    );
    expect(new Set(restarted)).toEqual(new Set(["working.starting"]));
  });

  it.each(["stop", "restart"] as const)("a %s waits until it is known whose the process is", (type) => {
    const recognising = paths.filter(({ node }) => stateOf(node) === "resting.recognising");
    expect(recognising.length).toBeGreaterThan(0);
    for (const path of recognising) {
      const [asked] = transition(serviceMachine, path.node.snapshot, { type, owner: paddock });
      if (asked.matches({ working: "stopping" })) continue;
      const [next, actions] = transition(serviceMachine, asked, workDone("recognise", paddock));
      expect([next.value, next.context.requested], describePath(path)).toEqual([
        { working: "stopping" },
        type,
      ]);
      expect(emittedIn(actions), describePath(path)).toEqual([]);
    }
  });

  it("a start does not wait for a process that has already ended", () => {
    const reported = paths.filter(
      ({ node }) => stateOf(node) === "working.waiting" && node.snapshot.context.owner?.kind === "paddock",
    );
    expect(reported.length).toBeGreaterThan(0);
    for (const path of reported) expect(path.node.life, describePath(path)).toBe("alive");
  });

  it("the last output belongs to the ended process, even if its start was never reported", () => {
    for (const { node } of paths.filter(
      (path) => stateOf(path.node) === "working.starting" && path.node.life === "ended",
    ))
      for (const [step, next] of stepsFrom(node))
        if (step === "start failed" && stateOf(next) === "working.failing")
          expect(next.snapshot.context.ended?.pid).toBe(process.pid);
  });

  it("a failure is stored only from when the request fails until that is emitted", () => {
    const isFailing = /^working\.(failing|givingUp)$/;
    for (const path of paths) {
      const { failure } = path.node.snapshot.context;
      expect(failure !== undefined, describePath(path)).toBe(isFailing.test(stateOf(path.node)));
    }
  });

  it("only a service whose owner can stop it is stopped", () => {
    const stopping = paths.filter(({ node }) => stateOf(node) === "working.stopping");
    const owners = new Set(stopping.map(({ node }) => node.snapshot.context.owner?.kind));
    expect(owners).toEqual(new Set(["paddock", "systemd", "terminal"]));
  });

  it("only the owner that was shown is stopped when a person stops the service", () => {
    const stopping = paths.filter(({ node }) => stateOf(node) === "working.stopping");
    for (const path of stopping) {
      const { owner, shown } = path.node.snapshot.context;
      expect(owner && shown && isSameOwner(owner, shown), describePath(path)).toBe(true);
    }
  });

  it("a stop that was meant for another owner fails with words, and is forgotten", () => {
    const identifying = paths.filter(({ node }) => stateOf(node) === "resting.identifying");
    expect(identifying.length).toBeGreaterThan(0);
    for (const path of identifying) {
      const other = { kind: "terminal", process: { ...process, pid: 99 } } as const;
      const [next, actions] = transition(serviceMachine, path.node.snapshot, workDone("detect", other));
      expect(emittedIn(actions), describePath(path)).toMatchObject([
        { type: "service.failed", failure: { kind: "other-owner" } },
        { owner: other },
      ]);
      expect([stateOf({ ...path.node, snapshot: next }), next.context.requested]).toEqual([
        "resting.present.owned",
        undefined,
      ]);
    }
  });

  it("a process is ours only while it may be alive", () => {
    for (const path of paths) {
      const { snapshot, service, life } = path.node;
      const isRunningAsOurs =
        stateOf(path.node).startsWith("resting.present.") &&
        service.owner.kind === "paddock" &&
        service.situation.kind === "running";
      if (isRunningAsOurs)
        expect([life, snapshot.context.owner], describePath(path)).toEqual(["alive", paddock]);
    }
  });

  it("the facts name the owner that the machine knows, while the service runs", () => {
    const found = paths.filter(
      ({ node: { snapshot } }) =>
        snapshot.matches({ resting: { present: "owned" } }) &&
        ["answered", "silent", "turned-away"].includes(snapshot.context.seen?.type ?? "") &&
        snapshot.context.owner !== undefined,
    );
    expect(found.length).toBeGreaterThan(0);
    for (const path of found)
      expect(path.node.service.owner, describePath(path)).toEqual(path.node.snapshot.context.owner);
  });
});
