import type { Machine } from "../machine.ts";

/** No folder of the PATH has a say in what is executed. */
export const windowsTool = (name: string, { environment }: Pick<Machine, "environment">): string =>
  `${environment["SystemRoot"] ?? "C:\\Windows"}\\System32\\${name}`;
