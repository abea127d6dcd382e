import type { Failure } from "../domain/failure.ts";

/** Ollama's words for why a pull ended, and what they mean (docs/ollama.md §2.5; recordings `pull-*`). */
const MEANINGS: readonly (readonly [RegExp, (text: string) => Failure])[] = [
  [/no space left on device|not enough space on the disk/i, () => ({ kind: "disk-full" })],
  [/digest mismatch/, () => ({ kind: "digest-mismatch" })],
  [/^remove .*-partial/, () => ({ kind: "partial-lost" })],
  [/^context canceled$/, () => ({ kind: "still-cancelling" })],
  [/requires MLX/, () => ({ kind: "needs-mlx" })],
  [/sharded/i, () => ({ kind: "sharded" })],
  [/server gave HTTP response to HTTPS client/, () => ({ kind: "insecure-registry" })],
  [/^max retries exceeded/, (text) => ({ kind: "store-unreachable", detail: text })],
  [/^pull model manifest: 412:/, () => ({ kind: "needs-newer-ollama" })],
  [/^pull model manifest: 429:/, () => ({ kind: "rate-limited" })],
  [/^pull model manifest: 40[13]:|unauthorized|realm host|\?nonce=/, () => ({ kind: "unauthorised" })],
  [/^pull model manifest: (file does not exist|404:)/, () => ({ kind: "not-in-registry" })],
  [
    /^(unexpected )?EOF$|^context deadline exceeded$|connection reset by peer$/,
    (text) => ({ kind: "store-unreachable", detail: text }),
  ],
  [/^http: no Location header in response$/, () => ({ kind: "not-a-registry" })],
  [/tls: |x509: /, (text) => ({ kind: "registry-unreachable", detail: text })],
  [
    /dial tcp|i\/o timeout|no such host|^pull model manifest: (Get|5\d\d)/,
    (text) => ({ kind: "registry-unreachable", detail: text }),
  ],
];

/** What the error line of a pull means; words we do not know are told as they are. */
export function toPullFailure(text: string): Failure {
  const meaning = MEANINGS.find(([words]) => words.test(text));
  return meaning ? meaning[1](text) : { kind: "rejected", status: 200, message: text };
}
