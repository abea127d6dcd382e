/** A node and the steps that lead to it. */
export type Path<Node> = { readonly node: Node; readonly steps: readonly string[] };

/** A graph to explore. */
type Exploration<Node> = {
  readonly start: Node;
  /** The named steps from a node, and where they lead. */
  readonly next: (node: Node) => readonly (readonly [step: string, node: Node])[];
  /** Nodes with the same key are the same. */
  readonly keyOf: (node: Node) => string;
};

/** Every reachable node with a shortest path to it. Throws if there are more than `most`. */
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
