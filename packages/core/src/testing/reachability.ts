/** One way to get somewhere: what happened, in order. */
export type Path<Node> = { readonly node: Node; readonly steps: readonly string[] };

/** Where to begin, and where each place leads. */
export type Exploration<Node> = {
  readonly start: Node;
  /** What may happen next, each under a name. */
  readonly next: (node: Node) => readonly (readonly [step: string, node: Node])[];
  /** Nodes with the same key are the same. */
  readonly keyOf: (node: Node) => string;
};

/** Every node that can be reached, each by a shortest path. Throws where there are more than `most`. */
export function reachable<Node>(
  { start, next, keyOf }: Exploration<Node>,
  most = 50_000,
): readonly Path<Node>[] {
  const seen = new Map<string, Path<Node>>([[keyOf(start), { node: start, steps: [] }]]);
  const queue = [...seen.values()];
  for (let path = queue.shift(); path; path = queue.shift()) {
    for (const [step, node] of next(path.node)) {
      const key = keyOf(node);
      if (seen.has(key)) continue;
      if (seen.size >= most) throw new Error(`more than ${most} nodes`);
      const found = { node, steps: [...path.steps, step] };
      seen.set(key, found);
      queue.push(found);
    }
  }
  return [...seen.values()];
}
