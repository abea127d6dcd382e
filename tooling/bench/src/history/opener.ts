// `node opener.ts FOLDER`: opens the history in a folder as a new window does, and prints how many milliseconds it took
// until the state was known.
import { hostFacts, openApp } from "@paddock/core";
import { openHistory } from "@paddock/core/adapters";
import { fakePorts } from "@paddock/core/testing";
import { noLimits } from "./no-limits.ts";

const [, , folder = ""] = process.argv;
const fakes = fakePorts();
const beganMs = performance.now();
const app = openApp({ ...fakes, ...openHistory({ folder, ...noLimits }) });
const tookMs = performance.now() - beganMs;
if (Object.keys(hostFacts(app.state()).downloads).length === 0) throw new Error("it opened another history");
console.log(tookMs);
process.exit();
