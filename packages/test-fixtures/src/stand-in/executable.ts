import { fileURLToPath } from "node:url";

/** Where the stand-in `ollama` is: to be spawned, or put on the PATH by its folder. */
export const standInExecutable: string = fileURLToPath(new URL("../../bin/ollama", import.meta.url));
