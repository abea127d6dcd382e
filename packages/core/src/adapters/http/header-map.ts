/** The headers of an answer as our transports give them: names in lower case, of several values one text. */
export function toHeaderMap(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined)
      found.set(name.toLowerCase(), typeof value === "string" ? value : value.join(", "));
  return found;
}
