import type { Failure } from "../../shared/failure.ts";
import { errorWordsIn } from "./error-words.ts";

/** `found` is what the words capture. */
type Meaning = readonly [words: RegExp, (detail: string, found: string) => Failure];

/** What Windows says of denied access, in other languages than English. */
const DENIED = "verweigert|geweigerd|refusé|denegado|negado|negato|nekad|odmowa|engellendi|отказано|拒|거부";

/**
 * What the error messages of a pull mean (docs/ollama.md §2.5; recordings `pull-*`). Ollama puts its own text and the
 * address before a message of Go's library, so those messages are searched for anywhere in the line.
 */
const MEANINGS: readonly Meaning[] = [
  [status("40[13]"), () => ({ kind: "unauthorised" })],
  [
    /no space left on device|not enough space on the disk|disk quota exceeded|winapi error #(?:39|112)$/i,
    () => ({ kind: "disk-full" }),
  ],
  // A firewall or a sandbox that lets no connection out, and no folder.
  [
    /^(?!max retries exceeded).*dial tcp .*permission denied/i,
    (detail) => ({ kind: "registry-unreachable", detail }),
  ],
  [
    /^(?!max retries exceeded.*dial tcp).*permission denied|read-only file system|access is denied|winapi error #(?:5|19)$/i,
    (detail) => ({ kind: "folder-unwritable", detail }),
  ],
  [
    /^(?:max retries exceeded: )?(?:open|mkdir|write|truncate|rename|remove|chtimes) \/.*: operation not permitted$/,
    (detail) => ({ kind: "folder-unwritable", detail }),
  ],
  [
    translated("open|mkdir|rename|chtimes|CreateFile", ""),
    (detail) => ({ kind: "folder-unwritable", detail }),
  ],
  [
    translated("write|truncate|remove", `.*(?:${DENIED})`),
    (detail) => ({ kind: "folder-unwritable", detail }),
  ],
  [translated("write|truncate", ""), () => ({ kind: "disk-full" })],
  [translated("remove", ""), () => ({ kind: "partial-lost" })],
  [/digest mismatch/, () => ({ kind: "digest-mismatch" })],
  [/^remove .*-partial.*(?:no such file|cannot find|winapi error #2$)/, () => ({ kind: "partial-lost" })],
  [/(^|: )context canceled$/, () => ({ kind: "still-cancelling" })],
  [
    /redirect target not allowed: (.*)$/s,
    (_detail, found) => ({ kind: "redirect-refused", reason: reasonOf(found), detail: found }),
  ],
  [
    /(blocked redirect to a different host)/,
    (_detail, found) => ({ kind: "redirect-refused", reason: "other-host", detail: found }),
  ],
  [
    /requires ollama version v?([\w.+-]*\w)/i,
    (_detail, required) => ({ kind: "needs-newer-ollama", required }),
  ],
  [
    /no compatible manifest found for runners: (.*)$/s,
    (_detail, runners) => ({ kind: "no-runner", runners }),
  ],
  [/requires MLX/, () => ({ kind: "needs-mlx" })],
  [/(?<![\w/.-])sharded(?![\w/.-])/i, () => ({ kind: "sharded" })],
  [/server gave HTTP response to HTTPS client/, () => ({ kind: "insecure-registry" })],
  [/x509: |tls: (?!handshake timeout)/, (detail) => ({ kind: "registry-tls", detail })],
  [
    /^(pull model manifest: )?407:|": (?:Forbidden|Proxy Authentication Required)$/,
    () => ({ kind: "registry-intercepted" }),
  ],
  [/^max retries exceeded/, (detail) => ({ kind: "store-unreachable", detail })],
  [/invalid character '.{1,12}' (?:looking for|after|in) /, () => ({ kind: "registry-intercepted" })],
  [/no Location header in response/, () => ({ kind: "not-a-registry" })],
  [status("412"), () => ({ kind: "needs-newer-ollama" })],
  [status("429"), () => ({ kind: "rate-limited" })],
  [/unauthorized|realm host|\?nonce=/, () => ({ kind: "unauthorised" })],
  [status("404"), () => ({ kind: "not-in-registry" })],
  [/^pull model manifest: file does not exist|not a valid quantization/, () => ({ kind: "not-in-registry" })],
  [status("(408|5\\d\\d)"), (detail) => ({ kind: "registry-unreachable", detail })],
  [
    /dial tcp|no such host|connection refused|network is unreachable|no route to host|^pull model manifest: .*(EOF|timeout|deadline exceeded|reset|broken pipe)/i,
    (detail) => ({ kind: "registry-unreachable", detail }),
  ],
  [
    /\bEOF\b|timeout|timed out|deadline exceeded|connection reset|broken pipe|forcibly closed|wsarecv|wsasend|closed network connection|server closed|GOAWAY|stream error|http2: /i,
    (detail) => ({ kind: "store-unreachable", detail }),
  ],
];

/**
 * What Ollama says about a note of an unfinished layer that it cannot read, before it fetches anything of that layer
 * (docs/ollama.md §2.3). The same from a registry has an address or another text before it.
 */
const UNREADABLE_NOTE = /^(unexpected )?EOF$|^invalid character '\\x00'/;

/** What the error line of a pull means; an unknown message is kept as it is. */
export function toPullFailure(text: string, { isFetching = false } = {}): Failure {
  if (!isFetching && UNREADABLE_NOTE.test(text)) return { kind: "partial-broken" };
  for (const [words, toFailure] of MEANINGS) {
    const match = words.exec(text);
    if (match) return toFailure(withoutAddress(readable(text)), withoutAddress(match[1] ?? ""));
  }
  return { kind: "rejected", status: 200, message: withoutAddress(readable(text)).replace(STATUS, "") };
}

/** Why a redirect is refused. Proxies with made-up DNS answers give every host an address that is not public. */
function reasonOf(detail: string): Extract<Failure, { kind: "redirect-refused" }>["reason"] {
  if (/ is not a public address| resolves to non-public /.test(detail)) return "not-public";
  if (detail.startsWith("resolving ")) return "unresolved";
  return detail.includes("redirecting to http") ? "insecure" : "other";
}

const STATUS = /^(?:pull model manifest: )?\d{3}: /;

/** Ollama passes on a registry's answer as `STATUS: JSON` or `STATUS: HTML`; only the words in it are shown. */
function readable(text: string): string {
  const [before] = STATUS.exec(text) ?? [];
  if (before === undefined) return text;
  const words = errorWordsIn(text.slice(before.length));
  return words === undefined ? before.replace(/: $/, "") : `${before}${words}`;
}

/** Matches a text of Windows about a file in another language: the English ones have one of these words. */
function translated(calls: string, words: string): RegExp {
  const [retried, file] = ["(?:max retries exceeded: )?", String.raw`(?:[a-z]:|\\)\\(?:(?!: ).)*`];
  return new RegExp(String.raw`^${retried}(?:${calls}) ${file}: (?!.*\b(?:the|error|device)\b)${words}`, "i");
}

/** Matches the registry's status, which Ollama writes alone or after its own text. */
function status(code: string): RegExp {
  return new RegExp(`^(pull model manifest: )?${code}:`);
}

/**
 * Shortens addresses to their host: the rest may hold a password, or a signature that gives access to the store for an
 * hour.
 */
const withoutAddress = (text: string): string =>
  text.replaceAll(/"?https?:\/\/(?:[^/\s"]*@)?([^/\s"?#]+)[^\s"]*"?/g, "$1");
