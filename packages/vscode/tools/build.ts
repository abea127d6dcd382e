import { cp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Each of these is a file of its own, loaded when it is needed. */
const ENTRIES = {
  extension: "src/extension.ts",
  main: "src/main.ts",
  searches: "src/searches.ts",
  undici: "src/undici.ts",
  reaper: "src/reaper.ts",
};

/** An import of another entry stays an import. */
const entriesApart: esbuild.Plugin = {
  name: "entries-apart",
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/(main|searches|undici)\.ts$/ }, ({ path: file, kind }) =>
      kind === "dynamic-import" ? { path: `./${path.basename(file, ".ts")}.cjs`, external: true } : undefined,
    );
  },
};

/**
 * VS Code's API as one module of ours. Else every file that imports it gets a copy of it with a getter for each name,
 * which together weigh more than all our code.
 */
const oneApi: esbuild.Plugin = {
  name: "one-api",
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      kind === "import-statement" ? { path: "vscode", namespace: "api" } : { path: "vscode", external: true },
    );
    build.onLoad({ filter: /.*/, namespace: "api" }, async () => ({
      contents: `export const { ${(await namesOfApi()).join(", ")} } = require("vscode");`,
      resolveDir: here("."),
    }));
  },
};

/** The names that our source says behind `vscode.`; those of types are nothing when it runs. */
async function namesOfApi(): Promise<readonly string[]> {
  const files = await readdir(here("src"), { recursive: true });
  const texts = await Promise.all(
    files.filter((file) => file.endsWith(".ts")).map((file) => readFile(here(`src/${file}`), "utf8")),
  );
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/\bvscode\.(\w+)/g)].map(([, name = ""]) => name))),
  ];
}

/** undici asks for all its parts when it is loaded. We only send requests: neither `fetch` nor what it keeps is used. */
const undiciWithoutFetch: esbuild.Plugin = {
  name: "undici-without-fetch",
  setup(build) {
    const unused =
      /undici[\\/]lib[\\/](?:mock|interceptor|cache|web[\\/](?:websocket|eventsource|fetch|cache|cookies))[\\/]/;
    build.onLoad({ filter: unused }, ({ path: file }) => ({
      // The one thing that undici makes at once.
      contents: file.endsWith("cachestorage.js")
        ? "exports.CacheStorage = class {};"
        : "module.exports = {};",
    }));
  },
};

await rm(here("dist"), { recursive: true, force: true });
await esbuild.build({
  entryPoints: Object.fromEntries(Object.entries(ENTRIES).map(([name, path]) => [name, here(path)])),
  outdir: here("dist"),
  outExtension: { ".js": ".cjs" },
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node24",
  minify: true,
  mainFields: ["module", "main"],
  // On Node, RxJS offers a CommonJS build that comes in whole; of its modules only those that are used come.
  alias: {
    rxjs: path.join(
      path.dirname(createRequire(import.meta.url).resolve("rxjs/package.json")),
      "dist/esm/index.js",
    ),
  },
  // undici's own switch: without it, a second copy of its parser is kept for bundlers that cannot load WebAssembly.
  define: { esbuildDetection: "1" },
  plugins: [entriesApart, oneApi, undiciWithoutFetch],
  logLevel: "warning",
});
await cp(here("../webview-ui/dist"), here("dist/pages"), { recursive: true });
