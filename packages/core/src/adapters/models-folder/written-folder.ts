import { createHash } from "node:crypto";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";

const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const LIST = "application/vnd.ollama.manifest.list.v2+json";
export const HOSTS: Readonly<Record<"v2" | "legacy", readonly string[]>> = {
  v2: ["ollama.com", "localhost%3A5000"],
  legacy: ["registry.ollama.ai", "ollama.com", "localhost:5000"],
};

/** A tag of either layout, and what of eight layers its manifests need. */
export type WrittenTag = {
  readonly layout: "v2" | "legacy";
  readonly host: number;
  readonly model: string;
  readonly children: readonly { readonly layers: readonly number[]; readonly isHere: boolean }[];
  readonly isAnchor: boolean;
  readonly isLink: boolean;
  readonly hasConfig: boolean;
};

export const digestOfText = (text: string): string =>
  `sha256:${createHash("sha256").update(text).digest("hex")}`;
export const blobFile = (folder: string, digest: string): string =>
  path.join(folder, "blobs", digest.replace(":", "-"));
/** The content of one of eight layers. */
export const layerText = (index: number): string => `layer ${index}`.repeat(index * index + 1);
export const isListText = (text: string): boolean => text.includes(`"mediaType":"${LIST}","manifests"`);

export function writeBlob(folder: string, text: string): string {
  writeFileSync(blobFile(folder, digestOfText(text)), text);
  return digestOfText(text);
}

/** Writes tags, and eight layers of which they may need some, as Ollama would. */
export function writeTags(folder: string, tags: readonly WrittenTag[]): void {
  mkdirSync(path.join(folder, "blobs"), { recursive: true });
  const blob = (text: string): string => writeBlob(folder, text);
  const layers = Array.from({ length: 8 }, (_, index) => blob(layerText(index)));
  for (const { layout, host, model, children: parts, isAnchor, isLink, hasConfig } of tags) {
    const manifests = parts.map(({ layers: indices, isHere }) => ({
      isHere,
      text: JSON.stringify({
        mediaType: MANIFEST,
        ...(hasConfig && { config: { digest: blob(`config of ${indices.join()}`), size: 1 } }),
        layers: [
          ...indices.map((index) => ({ digest: layers[index], size: 1 })),
          ...(isAnchor && layout === "legacy" ? [{ mediaType: LIST, digest: blob("an anchored list") }] : []),
        ],
      }),
    }));
    const isList = layout === "v2" && manifests.length > 1;
    const text = isList
      ? JSON.stringify({
          mediaType: LIST,
          manifests: manifests.map((one) => ({
            digest: one.isHere ? blob(one.text) : digestOfText(`not ${one.text}`),
          })),
        })
      : (manifests[0]?.text ?? "");
    const hosts = HOSTS[layout];
    const directory = layout === "v2" ? "manifests-v2" : "manifests";
    const file = path.join(folder, directory, hosts[host % hosts.length] ?? "", "library", model, "latest");
    mkdirSync(path.dirname(file), { recursive: true });
    rmSync(file, { force: true });
    const target = layout === "v2" ? blobFile(folder, blob(text)) : undefined;
    if (target !== undefined && isLink) symlinkSync(path.relative(path.dirname(file), target), file);
    else writeFileSync(file, text);
  }
}
