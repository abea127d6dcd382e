import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { parseSource, type SourceFile } from "./parse-source.ts";

/** The files of all workspaces by their paths, and a way to resolve their imports. */
export type Repository = {
  readonly files: ReadonlyMap<string, SourceFile>;
  /** The path of the imported file, if it belongs to the repository. */
  readonly resolve: (from: string, specifier: string) => string | undefined;
};

const SOURCES = "{packages,tooling}/*/**/*.{ts,tsx,mjs}";
const NOT_OURS = /(^|\/)(node_modules|dist|\.types|recordings|import-rules)$/;

/** Reads and parses all files of the workspaces. */
export function readRepository(root: string): Repository {
  const paths = globSync(SOURCES, { cwd: root, exclude: (path) => NOT_OURS.test(path) });
  const files = new Map(
    paths
      .filter((path) => !path.endsWith(".d.ts"))
      .toSorted()
      .map((path) => [path, parseSource(path, readFileSync(join(root, path), "utf8"))]),
  );
  const entryPoints = entryPointsOf(root);
  const resolve = (from: string, specifier: string): string | undefined => {
    const path = specifier.startsWith(".") ? join(dirname(from), specifier) : entryPoints.get(specifier);
    return path !== undefined && files.has(path) ? path : undefined;
  };
  return { files, resolve };
}

const manifestSchema = v.object({
  name: v.string(),
  exports: v.optional(v.record(v.string(), v.string()), {}),
});

function entryPointsOf(root: string): ReadonlyMap<string, string> {
  const entryPoints = new Map<string, string>();
  for (const folder of globSync("{packages,tooling}/*", { cwd: root })) {
    const manifest = join(root, folder, "package.json");
    if (!existsSync(manifest)) continue;
    const { name, exports } = v.parse(manifestSchema, JSON.parse(readFileSync(manifest, "utf8")));
    for (const [subpath, file] of Object.entries(exports))
      entryPoints.set(join(name, subpath), join(folder, file));
  }
  return entryPoints;
}
