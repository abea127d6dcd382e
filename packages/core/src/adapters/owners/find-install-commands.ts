import { readFile } from "node:fs/promises";
import { installCommands, PACKAGE_MANAGERS, type InstallCommand } from "../../service/install-commands.ts";
import { isOnPath } from "./find-executable.ts";

/** The commands that may install Ollama on this machine. Nothing is run to find them. */
export async function findInstallCommands(): Promise<readonly InstallCommand[]> {
  const { platform, env: environment } = process;
  const found = await Promise.all(
    PACKAGE_MANAGERS.map(async (name) => ((await isOnPath(name, { platform, environment })) ? [name] : [])),
  );
  const osRelease = await readFile("/etc/os-release", "utf8").catch(() => ""); // other systems have none
  return installCommands({ platform, osRelease, managers: new Set(found.flat()) });
}
