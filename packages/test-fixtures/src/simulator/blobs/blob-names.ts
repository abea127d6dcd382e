/** What Ollama calls the files of its blobs folder (manifest/paths.go, server/download.go). */

/** The file of a finished blob. */
export function blobName(digest: string): string {
  return digest.replace(":", "-");
}

/** The file that a layer is downloaded into. */
export function partialName(digest: string): string {
  return `${blobName(digest)}-partial`;
}

/** The file that says how far a part of a layer is. */
export function partName(digest: string, n: number): string {
  return `${partialName(digest)}-${n}`;
}

/** The digest of a finished blob, by its file's name. */
export function digestNamed(name: string): string | undefined {
  return /^sha256-[0-9a-fA-F]{64}$/.test(name) ? name.replace("-", ":") : undefined;
}

/** The digest of a layer of which this file is an unfinished rest. */
export function partialDigestNamed(name: string): string | undefined {
  return /^(sha256-[0-9a-fA-F]{64})-partial(-\d+)?$/.exec(name)?.[1]?.replace("-", ":");
}
