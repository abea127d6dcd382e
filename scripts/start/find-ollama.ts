import { parseEndpoint } from "@paddock/core";
import { parseObject, textIn } from "../system/json.ts";
import { findProgram } from "../system/find-program.ts";
import { chooseOllama, type Ollama } from "./choices.ts";

/** Looks for an Ollama where the extension will look for one. */
export async function findOllama(environment: Readonly<Record<string, string | undefined>>): Promise<Ollama> {
  const address = addressOf(environment.OLLAMA_HOST ?? "");
  const version = address === undefined ? undefined : await askForVersion(address);
  return chooseOllama({ address, version, program: findProgram("ollama", environment.PATH) });
}

function addressOf(text: string): string | undefined {
  const parsed = parseEndpoint(text);
  if ("problem" in parsed) return undefined;
  const { scheme, dialHostname, port, path } = parsed.endpoint;
  return `${scheme}://${dialHostname.includes(":") ? `[${dialHostname}]` : dialHostname}:${port}${path}`;
}

async function askForVersion(address: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${address}/api/version`, { signal: AbortSignal.timeout(1_000) });
    return textIn(parseObject(await response.text()), "version");
  } catch {
    return undefined; // nobody, or somebody else
  }
}
