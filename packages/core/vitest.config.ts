import { fileURLToPath } from "node:url";
import { suite } from "@paddock/suites";

export default suite({
  hookTimeout: 60_000, // the replay of some hundred sessions, on a machine that does other work too
  isolate: false, // no file leaves anything behind in a module; a process for each would take half as long again
  setupFiles: ["meant-runtime", "replay-sessions"].map((name) =>
    fileURLToPath(new URL(`test/${name}.ts`, import.meta.url)),
  ),
});
