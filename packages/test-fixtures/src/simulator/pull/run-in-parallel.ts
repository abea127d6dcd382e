import { toError } from "./errors.ts";

/** Works like a Go errgroup: the first error aborts the others, and is thrown once all have ended. */
export async function runInParallel<Item>(
  items: readonly Item[],
  { limit, controller }: { readonly limit: number; readonly controller: AbortController },
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const problems: Error[] = [];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const problem = await work(item).catch(toError);
      if (problem === undefined) continue;
      problems.push(problem);
      controller.abort();
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (problems[0] !== undefined) throw problems[0];
}
