export { openChromium } from "./chromium.ts";
export { openCodeServer, type CodeServer, type CodeServerOptions } from "./code-server.ts";
export { ownEnvironment, type Environment } from "./environment.ts";
export { openProcessGroup } from "./process-group.ts";
export { argumentsOf, environmentOf, listProcesses } from "./processes.ts";
export { changeSettings, quietSettings, type Settings, type Theme } from "./settings.ts";
export { openTemporaryFolder } from "./temporary.ts";
export { windowOn, type WorkbenchWindow } from "./window.ts";
export { openWorkbench, type Workbench, type WorkbenchOptions } from "./workbench.ts";
