const UNITS: Readonly<Record<string, number>> = { m: 1e6, b: 1e9 };

/**
 * About how many bytes a model of the library has, by the parameters in its tag: the default variants have about five
 * bits for each, very small ones more, embedding models sixteen. In two digits, since it is not better than that;
 * `undefined` if the tag does not tell.
 */
export function roughBytes(tag: string, capabilities: readonly string[]): number | undefined {
  const [, count, unit = ""] = /^(\d+(?:\.\d+)?)([mb])$/.exec(tag) ?? [];
  const times = UNITS[unit];
  if (times === undefined) return undefined;
  const parameters = Number(count) * times;
  return Number((parameters * bytesFor(parameters, capabilities)).toPrecision(2));
}

/** Bytes for each parameter. */
function bytesFor(parameters: number, capabilities: readonly string[]): number {
  if (capabilities.includes("embedding")) return 2;
  return parameters < 2e9 ? 0.85 : 0.64;
}
