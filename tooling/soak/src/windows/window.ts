// `node window.ts FOLDER HOST [SPEED]`: one of several windows on the same history, complete except for VS Code. It
// reads commands from standard input, and prints its decisions and whether it is the leader to standard output.
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import {
  hostFacts,
  hostOf,
  openApp,
  parseDownloadId,
  parseModelName,
  type AppCommand,
  type Clock,
} from "@paddock/core";
import { openHistory, systemClock } from "@paddock/core/adapters";
import { canonicalJson, fakePorts } from "@paddock/core/testing";
import { fingerprintOf } from "../fingerprint.ts";
import { targetAt } from "./target-at.ts";
import { reportingLock, suspendingStore } from "./witnesses.ts";

const [, , folder = "", host = "", speed = "1"] = process.argv;

const BEGINNING_MS = Date.UTC(2026, 0, 1);

process.on("warning", (warning) => say("warned", warning.name, warning.message.replaceAll("\n", " ")));

/** Synchronous, so that a killed process has printed everything it has done. */
const say = (...words: readonly (string | number | bigint)[]): void =>
  void writeSync(1, `${words.join(" ")}\n`);

const logger = { info() {}, warn: (message: string) => say("warned", message.replaceAll("\n", " ")) };
const limits = () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY });
const history = openHistory({ folder, limits, logger });
const suspending = suspendingStore(history.store, say);
const { modelFiles, target$, targets$, looking$, preferences$ } = fakePorts();
target$.next(targetAt(host, folder, logger));
const app = openApp({
  ...history,
  targets$,
  looking$,
  preferences$,
  modelFiles,
  store: suspending.store,
  lock: reportingLock(history.lock, say),
  clock: clockOf(Number(speed)),
  logger,
});
say("opened");

let lastSeq = 0;
app.recorded$.subscribe(({ seq, event }) => {
  // Events that a leader kept in memory get new numbers in the store.
  if (seq <= lastSeq && event.type !== "history.kept") say("disordered", seq, lastSeq);
  lastSeq = seq;
});

async function dispatch(about: string, command: AppCommand | undefined): Promise<void> {
  if (hostOf(app.state()) === undefined) return say("unready", about); // no leader has pointed to Ollama yet
  if (!command) return say("misunderstood", about);
  const decision = await app.dispatch(command);
  say("decided", about, command.type, decision.accepted ? "accepted" : decision.refusal.reason);
}

/** A clock that runs faster by this factor; it shows the same time in all windows. */
function clockOf(times: number): Clock {
  return {
    ...systemClock,
    now: () => BEGINNING_MS + (Date.now() - BEGINNING_MS) * times,
    setTimeout: (fn, ms) => systemClock.setTimeout(fn, ms / times),
  };
}

function commandOf(what: string, about: string, model: string): AppCommand | undefined {
  const host = hostOf(app.state());
  if (host === undefined) return undefined;
  const [id, name] = [parseDownloadId(about), parseModelName(model)];
  switch (what) {
    case "download":
      return id && name && { type: "download.request", host, id, model: name };
    case "pause":
      return id && { type: "download.pause", host, id };
    case "resume":
      return id && { type: "download.resume", host, id };
    case "retry":
      return id && { type: "download.retry", host, id };
    case "cancel":
      return id && { type: "download.cancel", host, id };
    case "load":
      return name && { type: "model.load", host, model: name };
    case "unload":
      return name && { type: "model.unload", host, model: name };
    case "delete":
      return name && { type: "model.delete", host, model: name };
    case "describe":
      return name && { type: "models.describe", host, model: name };
    case "refresh":
      return { type: "models.refresh", host };
    case "test":
      return { type: "service.test", host };
    default:
      return undefined;
  }
}

function printState(about: string): void {
  const { facts, readings } = app.state();
  const { service, downloads, operations, test } = hostFacts(app.state());
  const situations = Object.values(downloads).map(({ id, situation }) => `${id}=${situation.kind}`);
  const isBusy = operations.length > 0 || test?.isRunning === true;
  say(
    "state",
    about,
    fingerprintOf(facts),
    fingerprintOf(readings),
    service.situation.kind,
    isBusy ? "busy" : "idle",
    `downloads:${situations.join(",")}`,
  );
}

const orders = createInterface({ input: process.stdin });
orders.on("line", (line) => {
  const [what = "", about = "", model = ""] = line.split(" ");
  if (what === "look") looking$.next(about === "yes");
  else if (what === "state") printState(about);
  else if (what === "whole") say("whole", about, canonicalJson(app.state()));
  else if (what === "parallel")
    preferences$.next({ ...preferences$.value, parallelDownloads: Number(about) });
  else if (what === "resources")
    say("resources", about, process.getActiveResourcesInfo().toSorted().join(","));
  else if (what === "stop-in-write") suspending.inNextWrite();
  else if (what === "close") orders.close();
  else void dispatch(about, commandOf(what, about, model));
});
orders.once("close", () => {
  app.close();
  say("closed");
  process.exit();
});
