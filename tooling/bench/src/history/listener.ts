// `node listener.ts FOLDER`: another window on the history in a folder. For each event it prints the number, and the
// time at which it was published, in nanoseconds of the monotonic clock that all processes share.
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
