import type { Failure } from "../../shared/failure.ts";
import { errorTextOf } from "./http-answer.ts";

type Meaning = readonly [words: RegExp, (detail: string) => Failure];

/**
 * What the error messages of a pull mean (docs/ollama.md §2.5; recordings `pull-*`). Ollama puts its own text and the
 * address before a message of Go's library, so those messages are searched for anywhere in the line.
 */
const MEANINGS: readonly Meaning[] = [
  [
    /no space left on device|not enough space on the disk|disk quota exceeded/i,
    () => ({ kind: "disk-full" }),
  ],
  [
    /permission denied|read-only file system|access is denied/i,
    (detail) => ({ kind: "folder-unwritable", detail }),
  ],
  [/digest mismatch/, () => ({ kind: "digest-mismatch" })],
  [/^remove .*-partial/, () => ({ kind: "partial-lost" })],
  [/(^|: )context canceled$/, () => ({ kind: "still-cancelling" })],
  [/requires MLX/, () => ({ kind: "needs-mlx" })],
  [/sharded/i, () => ({ kind: "sharded" })],
  [/server gave HTTP response to HTTPS client/, () => ({ kind: "insecure-registry" })],
  [/x509: |tls: (?!handshake timeout)/, (detail) => ({ kind: "registry-tls", detail })],
  [/^max retries exceeded/, (detail) => ({ kind: "store-unreachable", detail })],
  [/no Location header in response/, () => ({ kind: "not-a-registry" })],
  [status("412"), () => ({ kind: "needs-newer-ollama" })],
  [status("429"), () => ({ kind: "rate-limited" })],
  [status("40[13]"), () => ({ kind: "unauthorised" })],
  [/unauthorized|realm host|\?nonce=/, () => ({ kind: "unauthorised" })],
  [status("404"), () => ({ kind: "not-in-registry" })],
  [/^pull model manifest: file does not exist|not a valid quantization/, () => ({ kind: "not-in-registry" })],
  [status("(408|5\\d\\d)"), (detail) => ({ kind: "registry-unreachable", detail })],
  [
    /dial tcp|no such host|connection refused|network is unreachable|no route to host|^pull model manifest: .*(EOF|timeout|deadline exceeded|reset|broken pipe)/i,
    (detail) => ({ kind: "registry-unreachable", detail }),
  ],
  [
    /\bEOF\b|timeout|timed out|deadline exceeded|connection reset|broken pipe|forcibly closed|closed network connection|server closed|GOAWAY|stream error|http2: /i,
    (detail) => ({ kind: "store-unreachable", detail }),
  ],
];

/** What the error line of a pull means; an unknown message is kept as it is. */
export function toPullFailure(text: string): Failure {
  const meaning = MEANINGS.find(([words]) => words.test(text));
  return meaning
    ? meaning[1](withoutAddress(text))
    : { kind: "rejected", status: 200, message: messageIn(text) };
}

/** Ollama passes on a registry's answer as `STATUS: JSON`; only the message in it is shown. */
function messageIn(text: string): string {
  const [, json] = /^(?:pull model manifest: )?\d{3}: (\{.*)$/s.exec(text) ?? [];
  return (json && errorTextOf(json)) ?? text;
}

/** Matches the registry's status, which Ollama writes alone or after its own text. */
function status(code: string): RegExp {
  return new RegExp(`^(pull model manifest: )?${code}:`);
}

/** Shortens addresses to their host: the rest may hold a signature that gives access to the store for an hour. */
const withoutAddress = (text: string): string => text.replaceAll(/"?https?:\/\/([^/\s"]+)[^\s"]*"?/g, "$1");
