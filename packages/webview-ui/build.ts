import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

await rm(here("dist"), { recursive: true, force: true });
await build({
  entryPoints: { dashboard: here("src/dashboard.tsx"), inspector: here("src/inspector.tsx") },
  outdir: here("dist"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "browser",
  target: "chrome140",
  minify: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".svg": "text" },
  logLevel: "warning",
});
