import { fileURLToPath } from "node:url";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The extension, as it was built. */
export const extensionFolder: string = here("../..");

/** A folder for VS Code to open. */
export const workspaceFolder: string = here("../fixtures/workspace");

/** An environment in which there is no Ollama: nobody listens on that port. */
export const noOllama = { OLLAMA_HOST: "127.0.0.1:1" } as const;
