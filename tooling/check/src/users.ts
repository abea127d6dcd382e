import type { Repository } from "./read-repository.ts";

/** A value that a file exports, and the files that import it, directly or through an index. */
export type ExportedValue = {
  readonly path: string;
  readonly name: string;
  readonly users: ReadonlySet<string>;
};

/** All exported values with their users. */
export function exportedValues(repository: Repository): readonly ExportedValue[] {
  const { files, resolve } = repository;
  const users = new Map<string, Set<string>>();
  for (const { path, imports } of files.values())
    for (const { from, names } of imports) {
      const target = resolve(path, from);
      if (target === undefined) continue;
      for (const origin of names.flatMap((name) => originsOf(repository, target, name)))
        users.set(origin, (users.get(origin) ?? new Set()).add(path));
    }
  return [...files.values()].flatMap(({ path, values }) =>
    values.map((name) => ({ path, name, users: users.get(`${path}#${name}`) ?? new Set<string>() })),
  );
}

/** Where an exported name, or every name for `*`, is declared, as `path#name`. */
function originsOf(repository: Repository, path: string, name: string): readonly string[] {
  const file = repository.files.get(path);
  if (!file) return [];
  const own = file.values.filter((value) => name === "*" || value === name);
  const others = file.reExports.filter(({ as }) => name === "*" || as === "*" || as === name);
  return [
    ...own.map((value) => `${path}#${value}`),
    ...others.flatMap((one) => {
      const target = repository.resolve(path, one.from);
      return target === undefined
        ? []
        : originsOf(repository, target, one.as === "*" && one.name === "*" ? name : one.name);
    }),
  ];
}
