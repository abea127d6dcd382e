// Sets everything up: the packages, and what their own install scripts would have done. It runs before
// anything is installed, on the Node that is there (20 or newer), so it is plain JavaScript without
// dependencies. `--then SCRIPT` runs a script afterwards, on Node 24.
import { onlyOneAtATime } from "./src/lock.mjs";
import { nextSteps } from "./src/steps.mjs";
import { runScript } from "./src/then.mjs";

if (nextSteps().length > 0) await onlyOneAtATime(setUp);

const [flag, script, ...args] = process.argv.slice(2);
if (flag === "--then" && script !== undefined && process.exitCode === undefined)
  await runScript(script, args);

// What is missing is asked anew each time: another setup may have done it while this one waited.
async function setUp() {
  const startedMs = Date.now();
  /** @type {ReturnType<typeof nextSteps>} */
  const done = [];
  try {
    for (let steps = nextSteps(); steps.length > 0; steps = nextSteps()) {
      const again = steps.find((step) => done.includes(step));
      if (again !== undefined) throw new Error(`${again.title} went well, and yet is not done`);
      console.log(`Setting up: ${steps.map((step) => step.title).join(", ")} …`);
      await Promise.all(steps.map((step) => step.run()));
      done.push(...steps);
    }
    if (done.length > 0) console.log(`Set up in ${Math.round((Date.now() - startedMs) / 1000)} s.`);
  } catch (error) {
    console.error(`Setup failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
