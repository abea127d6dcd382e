// `node window.ts FOLDER HOST NAME`: one window of many on one history, with everything that a window has but VS Code. It
// does what it is told on standard input, and says on standard output what it decides, and whether it is the engine.
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { openApp, parseDownloadId, parseModelName, type AppCommand } from "@paddock/core";
import { openHistory, systemClock } from "@paddock/core/adapters";
import { fakePorts } from "@paddock/core/testing";
import { fingerprintOf } from "../fingerprint.ts";
import { targetAt } from "./target-at.ts";
import { noting, stopping } from "./witnesses.ts";

const [, , folder = "", host = ""] = process.argv;

/** Written at once: a process that is killed has said all that it has done. */
const say = (...words: readonly (string | number | bigint)[]): void =>
  void writeSync(1, `${words.join(" ")}\n`);

const logger = { info() {}, warn: (message: string) => say("warned", message.replaceAll("\n", " ")) };
const limits = () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY });
const history = openHistory({ folder, limits, logger });
const stop = stopping(history.store, say);
const { target$, looking$, preferences$ } = fakePorts();
target$.next(targetAt(host, folder, logger));
const app = openApp({
  ...history,
  target$,
  looking$,
  preferences$,
  store: stop.store,
  lock: noting(history.lock, say),
  clock: systemClock,
  logger,
});
say("opened");

let lastSeq = 0;
app.recorded$.subscribe(({ seq }) => {
  if (seq <= lastSeq) say("disordered", seq, lastSeq);
  lastSeq = seq;
});

async function dispatch(about: string, command: AppCommand | undefined): Promise<void> {
  if (!command) return say("misunderstood", about);
  const decision = await app.dispatch(command);
  say("decided", about, command.type, decision.accepted ? "accepted" : decision.refusal.reason);
}

function commandOf(what: string, about: string, model: string): AppCommand | undefined {
  const [id, name] = [parseDownloadId(about), parseModelName(model)];
  switch (what) {
    case "download":
      return id && name && { type: "download.request", id, model: name };
    case "cancel":
      return id && { type: "download.cancel", id };
    case "load":
      return name && { type: "model.load", model: name };
    case "unload":
      return name && { type: "model.unload", model: name };
    case "delete":
      return name && { type: "model.delete", model: name };
    case "describe":
      return name && { type: "models.describe", model: name };
    case "refresh":
      return { type: "models.refresh" };
    case "test":
      return { type: "service.test" };
    default:
      return undefined;
  }
}

function tellState(about: string): void {
  const { facts, readings } = app.state();
  const situations = Object.values(facts.downloads).map(({ situation }) => situation.kind);
  const isBusy = facts.operations.length > 0 || facts.test?.isRunning === true;
  say(
    "state",
    about,
    fingerprintOf(facts),
    fingerprintOf(readings),
    facts.service.situation.kind,
    isBusy ? "busy" : "idle",
    `downloads:${situations.join(",")}`,
  );
}

const orders = createInterface({ input: process.stdin });
orders.on("line", (line) => {
  const [what = "", about = "", model = ""] = line.split(" ");
  if (what === "look") looking$.next(about === "yes");
  else if (what === "state") tellState(about);
  else if (what === "stop-in-write") stop.inNextWrite();
  else if (what === "close") orders.close();
  else void dispatch(about, commandOf(what, about, model));
});
orders.once("close", () => {
  app.close();
  say("closed");
  process.exit();
});
