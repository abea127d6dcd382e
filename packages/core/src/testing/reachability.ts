/** A node and the steps that lead to it. */
export type Path<Node> = { readonly node: Node; readonly steps: readonly string[] };

/** A graph to explore. */
type Exploration<Node> = {
  readonly starts: readonly Node[];
  /** The named steps from a node, and where they lead. */
  readonly next: (node: Node) => readonly (readonly [step: string, node: Node])[];
  /** Nodes with the same key are the same. */
  readonly keyOf: (node: Node) => string;
};

/** Every reachable node with a shortest path to it. Throws if there are more than `most`. */
export function reachable<Node>(
  { starts, next, keyOf }: Exploration<Node>,
  most = 50_000,
): readonly Path<Node>[] {
  const seen = new Set(starts.map(keyOf));
  const paths: Path<Node>[] = starts.map((node) => ({ node, steps: [] }));
  // The list grows while it is walked through.
  for (const path of paths)
    for (const [step, node] of next(path.node)) {
      const key = keyOf(node);
      if (seen.has(key)) continue;
      if (seen.size >= most) throw new Error(`more than ${most} nodes`);
      seen.add(key);
      paths.push({ node, steps: [...path.steps, step] });
    }
  return paths;
}
