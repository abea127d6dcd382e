import { toError } from "./errors.ts";

/**
 * Does all of it, so many at once, as a Go errgroup does: the first problem is what is thrown, it stops the others, and
 * all of them are waited for.
 */
export async function doAll<Item>(
  items: readonly Item[],
  mostAtOnce: number,
  stop: AbortController,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const problems: Error[] = [];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const problem = await work(item).catch(toError);
      if (problem === undefined) continue;
      problems.push(problem);
      stop.abort();
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, items.length) }, worker));
  if (problems[0] !== undefined) throw problems[0];
}
