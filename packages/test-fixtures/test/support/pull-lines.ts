import { isObject, parseJson, type JsonObject } from "../../src/json.ts";

/** Requests a pull, and yields its lines as they arrive. */
export async function* pullLines(
  { url }: { readonly url: string },
  body: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): AsyncGenerator<JsonObject> {
  const answer = await fetch(`${url}/api/pull`, {
    method: "POST",
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of answer.body ?? []) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const json = parseJson(line);
      if (isObject(json)) yield json;
    }
  }
}

export async function pullAll(
  simulator: { readonly url: string },
  body: Readonly<Record<string, unknown>>,
): Promise<readonly JsonObject[]> {
  const lines: JsonObject[] = [];
  for await (const line of pullLines(simulator, body)) lines.push(line);
  return lines;
}
