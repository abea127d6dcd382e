/** A name that is a digest: `sha256:…`, at least 12 of its digits, or `runner:…` (0.40). */
export function parseDigestName(name: string): string | undefined {
  const [, hex] = /^(?:sha256[:-]|(?:llamacpp|ggml|mlx):)?([0-9a-f]{12,64})(?::latest)?$/i.exec(name) ?? [];
  return hex?.toLowerCase();
}

/** The name under which 0.40 shows a model that was named by its digest. */
export function toDigestName(digest: string): string {
  return `sha256-${digest}:latest`;
}
