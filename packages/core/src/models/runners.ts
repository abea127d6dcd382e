/** The programs that run a model, most wanted first; a list of manifests has one child for each (docs/ollama.md §8.2). */
export type RunnerOrder = readonly string[];

/** The order of an Ollama whose platform is unknown is that of most platforms. */
export const USUAL_ORDER: RunnerOrder = ["llamacpp", "ggml", "mlx"];
const APPLE_SILICON_ORDER: RunnerOrder = ["mlx", "llamacpp", "ggml"];

/** The order on a platform, by Node's names for it. */
export const runnerOrderOn = (platform: string, architecture: string): RunnerOrder =>
  platform === "darwin" && architecture === "arm64" ? APPLE_SILICON_ORDER : USUAL_ORDER;

type WithRunner = { readonly runner?: string | null | undefined };

/** Sorts by runner, most wanted first; items with an unknown runner come last. */
export function byRunner<Item extends WithRunner>(
  items: readonly Item[],
  order: RunnerOrder,
): readonly Item[] {
  const rankOf = ({ runner }: Item): number =>
    runner && order.includes(runner) ? order.indexOf(runner) : order.length;
  return items.toSorted((a, b) => rankOf(a) - rankOf(b));
}
