/** Names of files in Ollama's blobs folder (manifest/paths.go, server/download.go). */

/** The file of a complete blob. */
export function blobName(digest: string): string {
  return digest.replace(":", "-");
}

/** The file that a layer is downloaded into. */
export function partialName(digest: string): string {
  return `${blobName(digest)}-partial`;
}

/** The file with the progress of a part of a layer. */
export function partName(digest: string, n: number): string {
  return `${partialName(digest)}-${n}`;
}

/** The digest of a complete blob, from its file name. */
export function digestNamed(name: string): string | undefined {
  return /^sha256-[0-9a-fA-F]{64}$/.test(name) ? name.replace("-", ":") : undefined;
}

/** The digest of an unfinished layer, from the name of one of its files. */
export function partialDigestNamed(name: string): string | undefined {
  return /^(sha256-[0-9a-fA-F]{64})-partial(-\d+)?$/.exec(name)?.[1]?.replace("-", ":");
}
