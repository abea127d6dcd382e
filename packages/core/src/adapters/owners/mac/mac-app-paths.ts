import type { Machine } from "../machine.ts";

/** The folders of apps, and those of the person alone. */
const appFolders = ({ home }: Machine): readonly string[] => ["/Applications", `${home}/Applications`];

/** The Ollama apps that are installed; a file system that knows upper case may hold either spelling. */
export async function macApps(machine: Machine): Promise<readonly string[]> {
  const found = await Promise.all(
    appFolders(machine).map(async (folder) =>
      (await machine.list(folder))
        .filter((name) => name.toLowerCase() === "ollama.app")
        .map((name) => `${folder}/${name}`),
    ),
  );
  return found.flat();
}
