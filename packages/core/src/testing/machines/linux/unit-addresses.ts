import type { MachineCase } from "../machine-case.ts";
import { BOOTED, HOST, machine, starts, SYSTEM, SYSTEM_UNIT, unitFile } from "./parts.ts";

const AT_11500 = "OLLAMA_HOST = 127.0.0.1:11500\n";
const WITH_FILE = (file: string): string => unitFile(undefined, `EnvironmentFile=-${file}`);

/** Where the address of a unit is set, other than in the unit. */
const ADDRESS_PLACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a file of variables": {
    [`${SYSTEM}/ollama.service`]: WITH_FILE("/etc/ollama.env"),
    "/etc/ollama.env": AT_11500,
  },
  "a hidden file that a pattern names": {
    [`${SYSTEM}/ollama.service`]: WITH_FILE("/opt/.env*"),
    "/opt/.env.local": AT_11500,
  },
  "a file that a pattern names": {
    [`${SYSTEM}/ollama.service`]: WITH_FILE("/etc/ollama/*.env"),
    "/etc/ollama/a.env": AT_11500,
  },
  "a file in the home of root": {
    [`${SYSTEM}/ollama.service`]: WITH_FILE("%h/a.env"),
    "/root/a.env": AT_11500,
  },
  "a drop-in of all services": {
    [`${SYSTEM}/ollama.service`]: unitFile(),
    [`${SYSTEM}/service.d/10.conf`]: HOST("127.0.0.1:11500"),
  },
};

/** Units whose address is not in the unit itself. */
export const LINUX_UNIT_ADDRESSES: readonly MachineCase[] = [
  ...Object.entries(ADDRESS_PLACES).map(([place, files]) => ({
    name: `a unit that is stopped, whose address is in ${place}`,
    source: "systemd.exec(5), `EnvironmentFile=`; systemd.unit(5), “Specifiers” and top-level drop-ins",
    isSeen: false,
    at: "127.0.0.1:11500",
    machine: machine({ ...BOOTED, ...files }),
    start: starts(SYSTEM_UNIT),
  })),
  {
    name: "a unit that takes back the address",
    source: "systemd.exec(5), `UnsetEnvironment=`",
    isSeen: false,
    machine: machine({
      ...BOOTED,
      [`${SYSTEM}/ollama.service`]: unitFile(
        undefined,
        "Environment=OLLAMA_HOST=:11500",
        "UnsetEnvironment=OLLAMA_HOST",
      ),
    }),
    start: starts(SYSTEM_UNIT),
  },
];
