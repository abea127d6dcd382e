import type { JsonObject } from "../json.ts";
import { Refusal } from "./http/refusal.ts";
import { isManifestList } from "./library/tags.ts";
import { asChild, toEntry } from "./model/lists.ts";
import { manifestList } from "./model/manifest-list.ts";
import type { Ollama } from "./ollama.ts";

/** Makes a list of installed models (`ollama create --combine`). */
export function createList(
  {
    name,
    parts,
    line,
  }: {
    readonly name: string;
    readonly parts: readonly string[];
    readonly line: (line: JsonObject) => void;
  },
  { library }: Ollama,
): void {
  const tags = parts.map((part) => {
    line({ status: `reading manifest ${part}` });
    const tag = library.tag(part);
    if (tag === undefined) throw new Refusal(404, `model '${part}' not found`);
    return { part, content: tag.content };
  });
  const children = tags.map(({ part, content }) => {
    if (isManifestList(content)) throw new Error(`manifest list entry ${part} is already a manifest list`);
    return asChild(content, content.runner ?? "ggml");
  });
  line({ status: "writing manifest list" });
  for (const child of children) library.addChild(child);
  library.putList(name, manifestList(children.map(toEntry)));
}
