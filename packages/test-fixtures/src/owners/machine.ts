import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Call } from "./answer.ts";
import { installProgram, installTools } from "./install-tools.ts";
import { endMarked } from "./marked-processes.ts";
import type { MachineOptions, ServiceOptions } from "./options.ts";
import type { Supervised } from "./supervised.ts";
import { openToolServer } from "./tool-server.ts";
import { answerCall, toolsOf } from "./tools.ts";
import { openWorld, pidOf, servicesOf, type Part, type Service } from "./world.ts";

/** A machine with stand-in tools on a PATH of its own. The tools answer as long as this process lives. */
export interface TestMachine {
  /** What a program of this machine inherits. Its PATH has the stand-in tools and nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder of the tools. */
  readonly bin: string;
  /** The path of the stand-in `ollama`. */
  readonly ollama: string;
  /** What the tools were asked, in order. */
  readonly asked: readonly Call[];
  /** The process of a unit, container, workload, formula, job, app or image. */
  process(part: Part, name: string): Supervised;
  /** Its pid; 0 if it does not run. */
  pid(part: Part, name: string): number;
  /** Ends every process that runs because of this machine. */
  close(): Promise<void>;
}

export async function openMachine(options: MachineOptions): Promise<TestMachine> {
  const folder = mkdtempSync(join(tmpdir(), "machine-"));
  const bin = join(folder, "bin");
  const home = join(folder, "home");
  for (const made of [bin, home]) mkdirSync(made);
  const [ollama, app] = [join(folder, "ollama"), join(folder, "Ollama")];
  const standIn = fileURLToPath(new URL("../stand-in/main.ts", import.meta.url));
  installProgram(ollama, standIn);
  installProgram(app, fileURLToPath(new URL("app-main.ts", import.meta.url)));
  installTools(bin, toolsOf(options));
  if (options.isOllamaOnPath) installProgram(join(bin, "ollama"), standIn);

  const environment = { PATH: bin, HOME: home, [MARK]: folder };
  const world = openWorld(options, {
    server: { command: ollama, arguments: ["serve"], environment },
    app: { command: app, arguments: [ollama], environment },
  });
  const asked: Call[] = [];
  const server = await openToolServer((call) => {
    asked.push(call);
    return answerCall(call, world);
  });
  writeFileSync(join(folder, "port"), `${server.port}`);

  const find = (part: Part, name: string): Service<ServiceOptions> => {
    const services: readonly Service<ServiceOptions>[] = world[part];
    const service = services.find(({ options }) => options.name === name);
    if (!service) throw new Error(`the machine has no ${name} in its ${part}`);
    return service;
  };
  return {
    environment,
    bin,
    ollama,
    asked,
    process: (part, name) => find(part, name).process,
    pid: (part, name) => pidOf(find(part, name)),
    async close() {
      await Promise.all(servicesOf(world).map(({ process }) => process.close()));
      await server.close();
      await endMarked(MARK, folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Marks the processes of a machine, and those that they start. */
const MARK = "STAND_IN_MACHINE";
