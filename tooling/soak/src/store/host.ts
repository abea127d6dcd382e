// `node host.ts FOLDER SEED`: a window on the history in a folder that records events until it is killed. It prints to
// standard output what it has recorded.
import { writeSync } from "node:fs";
import { openApp } from "@paddock/core";
import { openHistory } from "@paddock/core/adapters";
import { factsIn, fakePorts, isFact } from "@paddock/core/testing";
import { fingerprint, fingerprintOf } from "../fingerprint.ts";
import { createRandom } from "../random.ts";
import { hurriedClock } from "./hurried-clock.ts";
import { sayWhenKeeping } from "./say-when-keeping.ts";
import { keepBusy } from "./work.ts";

/** A very short retention, so that the history is compacted all the time. */
const KEPT_MS = 50;
const KEPT_BYTES = 600_000;

const [, , folder = "", seed = ""] = process.argv;

/** Synchronous, so that each line is written before the next step. A pipe has a buffer, so this does not block. */
const say = (...words: readonly (string | number)[]): void => void writeSync(1, `${words.join(" ")}\n`);

say("ready");
const beganMs = performance.now();
let isInMemory = false;
const logger = {
  info() {},
  warn(message: string) {
    isInMemory ||= message.startsWith("the history cannot be opened");
    say("warned", message.replaceAll("\n", " "));
  },
};
const limits = () => ({ beforeMs: Date.now() - KEPT_MS, bytes: KEPT_BYTES });
const history = openHistory({ folder, limits, logger });
const foundMs = performance.now() - beganMs;
say("found", isInMemory ? "nothing" : fingerprintOf(factsIn(history.store.load())));

const fakes = fakePorts();
const store = sayWhenKeeping(history.store, say);
const reopenedMs = performance.now();
const app = openApp({ ...fakes, ...history, store, clock: hurriedClock, logger });
say("opened", (foundMs + performance.now() - reopenedMs).toFixed(1));
for (const { about } of app.state().facts.notices)
  if (about.kind.startsWith("history-")) say("told", about.kind);

let isRenumbering = false;
/** A published event is stored durably, unless the history is kept only in memory. */
app.recorded$.subscribe(({ seq, event }) => {
  if (!isFact(event)) return;
  const { facts } = app.state();
  if (event.type === "history.kept") {
    say("kept-again");
    // Facts that were in memory have been renumbered; the state has the new numbers in the next turn of the event loop.
    isRenumbering = true;
    setImmediate(() => (isRenumbering = false));
  }
  if (event.type === "history.unkept" || event.type === "history.set-aside")
    say("told", event.type.replace(".", "-"));
  const sum = isRenumbering ? "unknown" : fingerprintOf(facts);
  const isKept = facts.history.kind === "kept";
  say(isKept ? "acknowledged" : "unkept", seq, fingerprint(JSON.stringify(event)), sum, event.type);
});

await keepBusy(app, fakes, createRandom(Number(seed)));
