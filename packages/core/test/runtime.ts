declare const Bun: { readonly version: string } | undefined;
declare const Deno: { readonly version: { readonly deno: string } } | undefined;

/** Names the runtime that really runs the tests, so that a fallback to another one cannot pass unseen. */
export function runtimeName(): string {
  if (typeof Bun !== "undefined") return `Bun ${Bun.version}`;
  if (typeof Deno !== "undefined") return `Deno ${Deno.version.deno}`;
  return `Node ${process.versions.node}`;
}

/** What comes before a script on the command line of the runtime that runs the tests. */
export const runtimeArguments: readonly string[] = runtimeName().startsWith("Deno") ? ["run", "-A"] : [];
