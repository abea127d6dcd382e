import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Each entry becomes a bundle of its own, loaded when it is needed. */
const ENTRIES = {
  extension: "src/extension.ts",
  main: "src/main.ts",
  searches: "src/searches.ts",
  undici: "src/undici.ts",
  reaper: "src/reaper.ts",
};

/** A dynamic import of another entry stays an import. */
const externalEntries: esbuild.Plugin = {
  name: "external-entries",
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/(main|searches|undici)\.ts$/ }, ({ path: file, kind }) =>
      kind === "dynamic-import" ? { path: `./${path.basename(file, ".ts")}.cjs`, external: true } : undefined,
    );
  },
};

/**
 * Bundles each of these as a single module. They are not ES modules, so esbuild otherwise adds a copy of them to every
 * file that imports them, with a getter for each name; those of VS Code's API alone are larger than all our code.
 */
const singleModules: esbuild.Plugin = {
  name: "single-modules",
  setup(build) {
    build.onResolve({ filter: /^(vscode|@vscode\/l10n|node:path)$/ }, ({ path: name, kind }) =>
      kind === "import-statement" ? { path: name, namespace: "single" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "single" }, async ({ path: name }) => ({
      contents: `export const { ${(await namesIn(name)).join(", ")} } = require("${name}");`,
      resolveDir: here("."),
    }));
  },
};

async function namesIn(name: string): Promise<readonly string[]> {
  if (name === "@vscode/l10n") return ["config", "t"]; // all that we use; esbuild warns of any other
  return name === "node:path" ? Object.keys(path) : namesOfApi();
}

/** The names that our source uses after `vscode.`; names of types are `undefined` at run time. */
async function namesOfApi(): Promise<readonly string[]> {
  const files = await readdir(here("src"), { recursive: true });
  const texts = await Promise.all(
    files.filter((file) => file.endsWith(".ts")).map((file) => readFile(here(`src/${file}`), "utf8")),
  );
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/\bvscode\.(\w+)/g)].map(([, name = ""]) => name))),
  ];
}

/** Each schema of valibot holds an object and a function for libraries that do not know valibot. We use none of those. */
const valibotAlone: esbuild.Plugin = {
  name: "valibot-alone",
  setup(build) {
    build.onLoad({ filter: /valibot[\\/]dist[\\/]index\.mjs$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      const contents = source.replace("function _standardSchema(schema) {", "$& return schema;");
      return contents === source ? { errors: [{ text: "valibot has no _standardSchema" }] } : { contents };
    });
  },
};

/** undici loads all its parts at once. We only send requests, so `fetch`, its caches and the like are left out. */
const undiciWithoutFetch: esbuild.Plugin = {
  name: "undici-without-fetch",
  setup(build) {
    const unused =
      /undici[\\/]lib[\\/](?:mock|interceptor|cache|web[\\/](?:websocket|eventsource|fetch|cache|cookies))[\\/]/;
    build.onLoad({ filter: unused }, ({ path: file }) => ({
      // The only class among them that undici instantiates when it is loaded.
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
  // On Node, RxJS resolves to a CommonJS build, which cannot be tree-shaken; its ES modules can.
  alias: {
    rxjs: path.join(
      path.dirname(createRequire(import.meta.url).resolve("rxjs/package.json")),
      "dist/esm/index.js",
    ),
  },
  // Read by undici: without it, the bundle contains a second copy of its parser, for bundlers without WebAssembly.
  define: { esbuildDetection: "1" },
  external: ["vscode"],
  plugins: [externalEntries, singleModules, valibotAlone, undiciWithoutFetch],
  logLevel: "warning",
});
for (const name of Object.keys(ENTRIES)) await toAscii(here(`dist/${name}.cjs`));
await cp(here("../webview-ui/dist"), here("dist/pages"), { recursive: true });

/**
 * V8 keeps a source with two bytes for each character as soon as one is not Latin-1. esbuild escapes those in strings; it
 * leaves them in regular expressions and their raw texts, where an escape means the same.
 */
async function toAscii(file: string): Promise<void> {
  const source = await readFile(file, "utf8");
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  await writeFile(file, source.replace(/[\u0080-\uffff]/g, escape));
}
