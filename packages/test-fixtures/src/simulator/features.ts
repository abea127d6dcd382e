/** What came with which version; where the recordings only bracket it, with the later of the two marks. */
const SINCE = {
  ps: "0.1.38",
  embed: "0.2.6",
  webviewOrigin: "0.4.0",
  versionHead: "0.5.12",
  showCapabilities: "0.6.4",
  psContextLength: "0.10.0",
  remotes: "0.12.0",
  requires: "0.14.0",
  /** Models in the form of safetensors have a download of their own. */
  safetensors: "0.14.0",
  status: "0.16.2",
  /** Between 0.12.11 and 0.24.0. */
  showRefusesBadNames: "0.14.0",
  /** Between 0.12.11 and 0.24.0: `ps` tells the context that is, not the one that was asked for. */
  trueContext: "0.14.0",
  /** Between 0.12.11 and 0.24.0: a file that is too short is noticed before it is loaded. */
  checksFiles: "0.14.0",
  /** Between 0.12.11 and 0.24.0: a token is fetched from the registry's own host only. */
  checksRealm: "0.14.0",
  /** What is unfinished outlives a start, unless it is older than an hour. */
  pruneGrace: "0.21.0",
  recommendations: "0.22.1",
  tagsDetails: "0.30.0",
  llamaServer: "0.30.0",
  /** Between 0.24.0 and 0.33.0: a part that is there is over at once, not at the next full second. */
  partsEndAtOnce: "0.30.0",
  /** Between 0.24.0 and 0.33.0: the error of a missing model names its tag. */
  showNamesTag: "0.30.0",
  /** Who gets no byte at all is stalled too. */
  firstByteStall: "0.32.2",
} as const;

/** Something that not every version of Ollama can do. */
export type Feature = keyof typeof SINCE;

/** Says whether a version has a feature; release candidates count as the release. */
export function hasFeature(version: string, feature: Feature): boolean {
  return !isOlder(version, SINCE[feature]);
}

/** Says whether a version is older than another one. */
export function isOlder(version: string, than: string): boolean {
  const [have, need] = [version, than].map((text) => text.split(/[.-]/).map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (have?.[place] ?? 0) - (need?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
