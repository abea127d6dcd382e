/** How long a model took to load, which Ollama says in nanoseconds (docs/ollama.md §1.5). */
export const loadTimeOf = (nanoseconds: number | undefined): { readonly loadMs?: number } =>
  nanoseconds === undefined ? {} : { loadMs: Math.round(nanoseconds / 1e6) };
