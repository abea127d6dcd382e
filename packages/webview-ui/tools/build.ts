import { rm } from "node:fs/promises";
import { build } from "esbuild";
import { here, options } from "./options.ts";

await rm(here("dist"), { recursive: true, force: true });
await build({
  ...options,
  entryPoints: { dashboard: here("src/dashboard.tsx"), inspector: here("src/inspector.tsx") },
  outdir: here("dist"),
  minify: true,
});
