import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

/** A path of this package. */
export const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** How pages are made, for VS Code and for the preview alike. */
export const options: BuildOptions = {
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "browser",
  target: "chrome140",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".svg": "text" },
  logLevel: "warning",
};
