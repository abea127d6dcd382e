/** Response headers with lower-case names; several values of one header are joined with commas. */
export function toHeaderMap(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined)
      found.set(name.toLowerCase(), typeof value === "string" ? value : value.join(", "));
  return found;
}
