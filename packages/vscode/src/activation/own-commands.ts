/** The ids of the commands that a manifest declares. */
export function commandIdsIn(manifest: unknown): readonly string[] {
  const commands = within(within(manifest, "contributes"), "commands");
  if (!Array.isArray(commands)) throw new TypeError("the manifest declares no commands");
  return commands.map((entry: unknown) => {
    const id = within(entry, "command");
    if (typeof id !== "string") throw new TypeError("the manifest declares a command without an id");
    return id;
  });
}

function within(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1] as unknown;
}
