import * as path from "node:path";
import type { MachineChecks, MachineQuestion } from "../../doctor/machine-checks.port.ts";
import type { MachineReport } from "../../doctor/machine-report.ts";
import { trimmedValue } from "../../environment/variables.ts";
import type { Endpoint } from "../../hosts/endpoint.ts";
import type { Machine } from "../owners/machine.ts";
import { homeFolder } from "../system/home-folder.ts";
import { containerEngine } from "../system/surroundings.ts";
import { bounded } from "./bounded.ts";
import { findGpus } from "./find-gpus.ts";
import { findInstalls } from "./find-installs.ts";
import { lookAtFolder } from "./look-at-folder.ts";
import { lookAtLocalhost } from "./look-at-localhost.ts";
import { proxiesOf, type EditorProxy } from "./look-at-proxies.ts";

type MachineChecksOptions = {
  readonly machine: Machine;
  /** The environment of an Ollama that we start. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  /** The program in the person's settings. */
  readonly configured: () => string | undefined;
  /** How requests are sent to Ollama. */
  readonly scheme: Endpoint["scheme"];
  readonly editorProxy: () => EditorProxy | undefined;
  /** How long each look may take; absent: so long that all of them take less than 3 s. */
  readonly patienceMs?: number;
};

/** Looks at this machine, at everything at the same time. No program is started for it. */
export const machineChecks = (options: MachineChecksOptions): MachineChecks => ({
  async look(question) {
    const { machine, editorProxy, scheme, patienceMs } = options;
    const seen = <Value>(look: () => Promise<Value>) => bounded(look, patienceMs);
    const [here, proxies, isContainer] = await Promise.all([
      question.port === undefined ? {} : lookHere({ ...options, ...question, port: question.port }),
      seen(() => Promise.resolve(proxiesOf(machine.environment, editorProxy(), scheme))),
      seen(async () => (await containerEngine(machine)) !== undefined),
    ]);
    return { ...here, proxies, isContainer: isContainer.kind === "seen" && isContainer.value };
  },
});

type HereOptions = MachineChecksOptions & MachineQuestion & { readonly port: number };

/** What matters where the service is on this machine. */
async function lookHere(options: HereOptions): Promise<Partial<MachineReport>> {
  const { machine, environment, configured, port, folder, patienceMs } = options;
  const seen = <Value>(look: () => Promise<Value>) => bounded(look, patienceMs);
  const { platform } = machine;
  const program = configured();
  const [installs, folderReport, localhost, gpus] = await Promise.all([
    seen(() =>
      findInstalls({
        platform,
        environment: machine.environment,
        ...(program !== undefined && { configured: program }),
      }),
    ),
    folder &&
      seen(() =>
        lookAtFolder({ folder: folder.path ?? usualFolder(environment()), usedBy: folder.usedBy, machine }),
      ),
    seen(() => lookAtLocalhost(port)),
    seen(() => findGpus(machine)),
  ]);
  return { installs, localhost, gpus, ...(folderReport && { folder: folderReport }) };
}

/** docs/ollama.md §3. */
const usualFolder = (environment: Readonly<Record<string, string | undefined>>): string =>
  path.resolve(
    trimmedValue(environment["OLLAMA_MODELS"] ?? "") ||
      path.join(homeFolder(environment), ".ollama", "models"),
  );
