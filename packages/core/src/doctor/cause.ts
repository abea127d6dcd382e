/** Whether something is wrong, or only worth a look. */
export type Verdict = "wrong" | "look";

type Told = {
  readonly verdict: Verdict;
  /** What follows from it: not told beside it, as if it were a cause of its own. */
  readonly explains?: readonly Cause[];
};

/** How it ends where it cannot start or go on. */
const ITS_END = ["cannot-start", "crashed", "crash-loop", "not-running"] as const;

/** Everything that the doctor can find; the most telling one first. */
const CAUSES = {
  "bad-address": { verdict: "wrong" },
  "other-machine": { verdict: "wrong", explains: ["not-running", "not-installed", "unreachable"] },
  "missing-program": { verdict: "wrong", explains: ["not-installed", "not-running"] },
  "not-installed": { verdict: "wrong", explains: ["not-running"] },
  "wrong-architecture": { verdict: "wrong", explains: ITS_END },
  "missing-library": { verdict: "wrong", explains: ITS_END },
  "incomplete-install": { verdict: "wrong", explains: ["runner-failed", "gpu"] },
  "another-program": { verdict: "wrong", explains: ITS_END },
  "port-forbidden": { verdict: "wrong", explains: ITS_END },
  "address-not-here": { verdict: "wrong", explains: ITS_END },
  "only-ipv6": {
    verdict: "wrong",
    explains: ["not-running", "not-installed", "other-machine", "unreachable"],
  },
  "drive-missing": {
    verdict: "wrong",
    explains: ["folder-denied", "folder-missing", ...ITS_END],
  },
  "folder-not-a-folder": { verdict: "wrong", explains: ITS_END },
  "folder-denied": { verdict: "wrong", explains: ["download-failed", ...ITS_END] },
  "folder-read-only": { verdict: "wrong", explains: ["folder-denied", ...ITS_END] },
  "folder-missing": { verdict: "wrong", explains: ITS_END },
  "no-home": { verdict: "wrong", explains: ITS_END },
  "key-unreadable": { verdict: "wrong", explains: ITS_END },
  "disk-full": { verdict: "wrong", explains: ["download-failed", "disk-nearly-full", ...ITS_END] },
  "bad-variables": { verdict: "wrong", explains: ITS_END },
  "no-rights": { verdict: "wrong", explains: ITS_END },
  "owner-tool": { verdict: "wrong", explains: ITS_END },
  killed: { verdict: "wrong", explains: ["crashed", "not-running"] },
  "crash-loop": { verdict: "wrong", explains: ["crashed", "killed", "cannot-start", "not-running"] },
  crashed: { verdict: "wrong", explains: ["not-running"] },
  "cannot-start": { verdict: "wrong" },
  "host-guard": { verdict: "wrong" },
  "wants-password": { verdict: "wrong" },
  "proxy-without-ollama": { verdict: "wrong" },
  "proxy-answers": { verdict: "wrong", explains: ["unreachable", "not-answering", "wants-password"] },
  "not-trusted": { verdict: "wrong", explains: ["unreachable"] },
  "no-such-host": { verdict: "wrong", explains: ["unreachable"] },
  unreachable: { verdict: "wrong" },
  "not-answering": { verdict: "wrong" },
  "no-avx": { verdict: "wrong", explains: ["runner-failed"] },
  "too-little-memory": { verdict: "wrong", explains: ["runner-failed", "model-partly-on-cpu"] },
  "model-damaged": { verdict: "wrong", explains: ["runner-failed"] },
  "model-too-new": { verdict: "wrong", explains: ["runner-failed"] },
  "too-many-files": { verdict: "wrong", explains: ["runner-failed"] },
  "load-too-slow": { verdict: "wrong", explains: ["runner-failed"] },
  "runner-failed": { verdict: "wrong" },
  "models-unread": { verdict: "wrong" },
  "tls-inspected": { verdict: "wrong", explains: ["download-failed"] },
  "registry-proxy": { verdict: "wrong", explains: ["download-failed"] },
  "registry-name": { verdict: "wrong", explains: ["download-failed"] },
  "registry-key": { verdict: "wrong", explains: ["download-failed"] },
  "version-too-old": { verdict: "wrong", explains: ["download-failed"] },
  "download-failed": { verdict: "wrong" },
  "history-unkept": { verdict: "wrong" },
  "leader-silent": { verdict: "wrong" },
  "newer-paddock": { verdict: "wrong" },
  gpu: { verdict: "look" },
  "gpu-memory-held": { verdict: "look" },
  "model-partly-on-cpu": { verdict: "look" },
  "model-on-cpu-by-request": { verdict: "look" },
  "not-running": { verdict: "look" },
  exposed: { verdict: "look" },
  "published-hole": { verdict: "look" },
  "two-servers": { verdict: "look" },
  "proxy-for-clients": { verdict: "look" },
  "variables-not-used": { verdict: "look" },
  "disk-nearly-full": { verdict: "look" },
  "several-installs": { verdict: "look" },
  "left-behind": { verdict: "look" },
  compatible: { verdict: "look" },
} as const satisfies Record<string, { readonly verdict: Verdict; readonly explains?: readonly string[] }>;

export type Cause = keyof typeof CAUSES;

const TOLD: Readonly<Record<Cause, Told>> = CAUSES;
const RANKS: readonly string[] = Object.keys(CAUSES);

export const verdictOf = (cause: Cause): Verdict => TOLD[cause].verdict;

/** What is found without what follows from something else that is found; the most telling one first. */
export function causesOnly<Found extends { readonly cause: Cause }>(all: readonly Found[]): readonly Found[] {
  const explained = new Set(all.flatMap(({ cause }) => TOLD[cause].explains ?? []));
  return all
    .filter(({ cause }) => !explained.has(cause))
    .toSorted((a, b) => RANKS.indexOf(a.cause) - RANKS.indexOf(b.cause));
}
