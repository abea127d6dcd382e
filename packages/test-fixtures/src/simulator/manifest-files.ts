import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { toManifest } from "./model/layers.ts";
import type { SimulatedModel } from "./model/simulated-model.ts";
import { parseName } from "./model/names.ts";

/** Writes the manifests of these models to `<host>/<namespace>/<model>/<tag>`, and deletes all others. */
export function writeManifests(folder: string, models: readonly SimulatedModel[]): void {
  const wanted = new Map(models.map((model) => [toPath(model), JSON.stringify(toManifest(model.layers))]));
  for (const path of filesIn(folder)) {
    if (!wanted.has(path)) rmSync(join(folder, path));
    else if (readFileSync(join(folder, path), "utf8") === wanted.get(path)) wanted.delete(path);
  }
  for (const [path, text] of wanted) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  } catch {
    return [];
  }
}

function toPath({ name }: SimulatedModel): string {
  const { host, namespace, model, tag } = parseName(name) ?? { host: "", namespace: "", model: "", tag: "" };
  return join(host, namespace, model, tag);
}
