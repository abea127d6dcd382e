// Sets everything up: the packages, and what their own install scripts would have done. It runs before
// anything is installed, on the Node that is there (20 or newer), so it is plain JavaScript without
// dependencies. `--build` also builds the packages; `--then SCRIPT` runs a script afterwards, on Node 24.
import { build } from "./src/build.mjs";
import { onlyOneAtATime } from "./src/lock.mjs";
import { nextSteps } from "./src/steps.mjs";
import { runScript } from "./src/then.mjs";

const words = process.argv.slice(2);
const isBuilding = words[0] === "--build" && words.shift() !== undefined;
const [flag, script, ...args] = words;

try {
  if (nextSteps().length > 0) await onlyOneAtATime(setUp);
  if (isBuilding) await build();
  if (flag === "--then" && script !== undefined) await runScript(script, args);
} catch (error) {
  console.error(`Setup failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

// What is missing is asked anew each time: another setup may have done it while this one waited.
async function setUp() {
  const startedMs = Date.now();
  /** @type {ReturnType<typeof nextSteps>} */
  const done = [];
  for (let steps = nextSteps(); steps.length > 0; steps = nextSteps()) {
    const again = steps.find((step) => done.includes(step));
    if (again !== undefined) throw new Error(`${again.title} went well, and yet is not done`);
    console.log(`Setting up: ${steps.map((step) => step.title).join(", ")} …`);
    await Promise.all(steps.map((step) => step.run()));
    done.push(...steps);
  }
  if (done.length > 0) console.log(`Set up in ${Math.round((Date.now() - startedMs) / 1000)} s.`);
}
