// Installs the packages, and does the work of their install scripts. It runs before anything is installed,
// on any Node from version 20 on, so it is plain JavaScript without dependencies. `--build` also builds
// the packages; `--then SCRIPT` runs a script afterwards, on Node 24.
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

// The missing steps are determined again each time: another setup may have done them while this one waited.
async function setUp() {
  const startedMs = Date.now();
  /** @type {ReturnType<typeof nextSteps>} */
  const done = [];
  for (let steps = nextSteps(); steps.length > 0; steps = nextSteps()) {
    const again = steps.find((step) => done.includes(step));
    if (again !== undefined) throw new Error(`${again.title} reported success, but is not done`);
    console.log(`Setting up: ${steps.map((step) => step.title).join(", ")} …`);
    await Promise.all(steps.map((step) => step.run()));
    done.push(...steps);
  }
  if (done.length > 0) console.log(`Set up in ${Math.round((Date.now() - startedMs) / 1000)} s.`);
}
