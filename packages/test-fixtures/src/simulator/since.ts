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
  status: "0.16.2",
  /** Between 0.12.11 and 0.24.0. */
  showRefusesBadNames: "0.14.0",
  /** Between 0.12.11 and 0.24.0: `ps` tells the context that is, not the one that was asked for. */
  trueContext: "0.14.0",
  /** Between 0.12.11 and 0.24.0: a file that is too short is noticed before it is loaded. */
  checksFiles: "0.14.0",
  recommendations: "0.22.1",
  tagsDetails: "0.30.0",
  llamaServer: "0.30.0",
  /** Between 0.24.0 and 0.33.0: the error of a missing model names its tag. */
  showNamesTag: "0.30.0",
} as const;

/** Something that not every version of Ollama can do. */
export type Feature = keyof typeof SINCE;

/** Says whether a version has a feature; release candidates count as the release. */
export function hasFeature(version: string, feature: Feature): boolean {
  const [have, need] = [version, SINCE[feature]].map((text) => text.split(/[.-]/).map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (have?.[place] ?? 0) - (need?.[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
