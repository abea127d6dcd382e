declare const Bun: { readonly version: string } | undefined;
declare const Deno: { readonly version: { readonly deno: string } } | undefined;

/** The runtime that actually runs the tests, which shows a silent fallback to another one. */
export function runtimeName(): string {
  if (typeof Bun !== "undefined") return `Bun ${Bun.version}`;
  if (typeof Deno !== "undefined") return `Deno ${Deno.version.deno}`;
  return `Node ${process.versions.node}`;
}

/** The arguments that this runtime needs before the path of a script. */
export const runtimeArguments: readonly string[] = runtimeName().startsWith("Deno") ? ["run", "-A"] : [];
