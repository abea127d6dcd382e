export { build } from "./build.ts";
export { findProgram } from "./find-program.ts";
export { parseObject, readObject, textIn } from "./json.ts";
export { freePort, portOrAny } from "./ports.ts";
export { openProcessGroup, type ProcessGroup } from "./process-group.ts";
export { argumentsOf, environmentOf, seeProcesses } from "./processes.ts";
export { bun, deno, packageProgram, root, type Program } from "./programs.ts";
export { openTemporaryFolder, type TemporaryFolder } from "./temporary.ts";
