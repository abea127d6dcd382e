// `node listener.ts FOLDER`: another window on the history in a folder; prints when it has heard of each thing that
// happens: the number of the event, and the time by the clock that all processes have in common, in nanoseconds.
import { writeSync } from "node:fs";
import { openApp } from "@paddock/core";
import { openHistory, systemClock } from "@paddock/core/adapters";
import { fakePorts } from "@paddock/core/testing";
import { noLimits } from "./no-limits.ts";

const [, , folder = ""] = process.argv;
const app = openApp({ ...fakePorts(), ...openHistory({ folder, ...noLimits }), clock: systemClock });
app.recorded$.subscribe(({ seq }) => writeSync(1, `heard ${seq} ${process.hrtime.bigint()}\n`));
writeSync(1, "opened\n");
process.stdin.on("close", () => process.exit()).resume();
