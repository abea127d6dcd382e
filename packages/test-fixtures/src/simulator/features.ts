/** The first version with each feature. If only a range is known from recordings, it is in the comment. */
const SINCE = {
  ps: "0.1.38",
  embed: "0.2.6",
  webviewOrigin: "0.4.0",
  versionHead: "0.5.12",
  showCapabilities: "0.6.4",
  psContextLength: "0.10.0",
  remotes: "0.12.0",
  requires: "0.14.0",
  /** Safetensors models are downloaded in another way. */
  safetensors: "0.14.0",
  status: "0.16.2",
  /** Between 0.12.11 and 0.24.0. */
  showRefusesBadNames: "0.14.0",
  /** Between 0.12.11 and 0.24.0: `ps` shows the real context length, not the requested one. */
  trueContext: "0.14.0",
  /** Between 0.12.11 and 0.24.0: a truncated file is detected before it is loaded. */
  checksFiles: "0.14.0",
  /** Between 0.12.11 and 0.24.0: a token is only fetched from the registry's own host. */
  checksRealm: "0.14.0",
  /** A start does not delete unfinished downloads of the last hour. */
  pruneGrace: "0.21.0",
  recommendations: "0.22.1",
  tagsDetails: "0.30.0",
  llamaServer: "0.30.0",
  /** Between 0.24.0 and 0.33.0: a complete part ends at once, not with the next full second. */
  partsEndAtOnce: "0.30.0",
  /** Between 0.24.0 and 0.33.0: the error for a missing model includes its tag. */
  showNamesTag: "0.30.0",
  /** A download without a first byte counts as stalled, too. */
  firstByteStall: "0.32.2",
  /** `create` keeps a GGUF file as it is, and quantises none. */
  keepsGguf: "0.34.1",
  /** Layers on hosts without a public address are refused. */
  redirectGuard: "0.35.0",
  /** Manifest lists, `manifests-v2`, runners, and the conversion of models. */
  manifestLists: "0.40.0",
} as const;

export type Feature = keyof typeof SINCE;

const isFeature = (name: string): name is Feature => name in SINCE;
const FEATURES = Object.keys(SINCE).filter(isFeature);

/** Release candidates count as the release. */
export const featuresOf = (version: string): ReadonlySet<Feature> =>
  new Set(FEATURES.filter((feature) => !isOlder(version, SINCE[feature])));

export function isOlder(version: string, than: string): boolean {
  const [have, need] = [version, than].map((text) => text.split(/[.-]/).map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (have?.[place] ?? 0) - (need?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
