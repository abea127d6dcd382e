import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

/** The absolute path of a file of this package. */
export const packagePath = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** How the pages are bundled, for VS Code and for the preview. */
export const options: BuildOptions = {
  bundle: true,
  splitting: true,
  // Without a hash, so that the pages' HTML can ask for the script that both share before it is imported.
  chunkNames: "[name]",
  format: "esm",
  platform: "browser",
  target: "chrome140",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".svg": "text" },
  logLevel: "warning",
};
