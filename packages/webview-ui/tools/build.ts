import { rm } from "node:fs/promises";
import { build } from "esbuild";
import { packagePath, options } from "./options.ts";

await rm(packagePath("dist"), { recursive: true, force: true });
await build({
  ...options,
  entryPoints: { dashboard: packagePath("src/dashboard.tsx"), inspector: packagePath("src/inspector.tsx") },
  outdir: packagePath("dist"),
  minify: true,
});
