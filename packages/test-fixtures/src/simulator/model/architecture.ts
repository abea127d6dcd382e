/** The dimensions of a network that `show` reports. */
export type Architecture = {
  readonly contextLength: number;
  readonly embeddingLength: number;
  readonly blockCount: number;
  readonly headCount: number;
  readonly headCountKv: number;
  readonly feedForwardLength: number;
  readonly vocabularySize: number;
};

/** Realistic dimensions for this number of parameters. */
export function architectureOf(parameterCount: number, isEmbedder: boolean): Architecture {
  const blockCount = blocksOf(parameterCount);
  const headLength = isEmbedder ? 64 : 128;
  const width = Math.sqrt(parameterCount / (12 * blockCount));
  const headCount = Math.max(4, Math.round(width / headLength / 4) * 4);
  const embeddingLength = headCount * headLength;
  return {
    contextLength: isEmbedder ? 2048 : 131_072,
    embeddingLength,
    blockCount,
    headCount,
    headCountKv: isEmbedder ? headCount : headCount / 4,
    feedForwardLength: embeddingLength * 4,
    vocabularySize: isEmbedder ? 30_522 : 128_256,
  };
}

/** "3.2B" → 3,200,000,000. */
export function parseParameterSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([KMBT])$/i.exec(text);
  const [, amount, unit] = match ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return Math.round(Number(amount) * 1000 ** (1 + "KMBT".indexOf(unit.toUpperCase())));
}

/** 3,200,000,000 → "3.2B". */
export function toParameterSize(count: number): string {
  if (count >= 1e9) return `${Number((count / 1e9).toFixed(1))}B`;
  if (count >= 1e6) return `${count % 1e6 === 0 ? count / 1e6 : (count / 1e6).toFixed(2)}M`;
  return count >= 1e3 ? `${Math.round(count / 1e3)}K` : String(count);
}

function blocksOf(parameterCount: number): number {
  const steps = [
    [0.2e9, 12],
    [1.6e9, 16],
    [4.5e9, 28],
    [9e9, 32],
    [15e9, 40],
    [40e9, 60],
  ] as const;
  return steps.find(([most]) => parameterCount <= most)?.[1] ?? 80;
}
