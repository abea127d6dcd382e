import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isObject, parseJson } from "../../json.ts";
import type { Feature } from "../features.ts";
import { askOver, readAnswer, type Asking } from "./registry-client.ts";

/** Who asks: a registry decides by it what this Ollama is too old for. */
export type Asker = { readonly version: string; readonly has: (feature: Feature) => boolean };

/**
 * Asks a registry as server/images.go `makeRequestWithRetry` does: with a token where it wants one, once more; every
 * status from 400 on is an error.
 */
export async function askRegistry(url: URL, asking: Asking, asker: Asker): Promise<IncomingMessage> {
  const headers = { "user-agent": userAgentOf(asker.version), ...asking.headers };
  const first = await askOver(url, { ...asking, headers });
  if (first.statusCode !== 401) return accept(first);
  first.resume();
  const host = asking.knownAs ?? url.host;
  const token = await fetchToken(first.headers["www-authenticate"] ?? "", host, asking.gone, asker);
  const authorised = { ...headers, authorization: `Bearer ${token}` };
  const second = await askOver(url, { ...asking, headers: authorised });
  if (second.statusCode !== 401) return accept(second);
  second.resume();
  throw new Error("unauthorized: access denied");
}

function userAgentOf(version: string): string {
  return `ollama/${version} (amd64 linux) Go/go1.24.1`;
}

async function accept(answer: IncomingMessage): Promise<IncomingMessage> {
  const status = answer.statusCode ?? 0;
  if (status < 400) return answer;
  const text = await readAnswer(answer);
  throw new Error(status === 404 ? "file does not exist" : `${status}: ${text}`);
}

/** Since 0.14 (0.12.11 did not, 0.24.0 did), a token is fetched from the registry's own host only. */
async function fetchToken(
  challenge: string,
  host: string,
  gone: AbortSignal,
  { has }: Asker,
): Promise<string> {
  const told = (key: string): string => new RegExp(`${key}="([^"]*)"`).exec(challenge)?.[1] ?? "";
  const realm = URL.parse(told("realm"));
  // What stands in for a registry stands in for its tokens too.
  const isOwn = realm?.host === host || realm?.hostname === "127.0.0.1";
  if (has("checksRealm") && !isOwn) {
    throw new Error(`realm host "${realm?.host ?? ""}" does not match original host "${host}"`);
  }
  const query = new URLSearchParams({
    nonce: randomBytes(16).toString("base64url"),
    scope: told("scope"),
    service: told("service"),
    ts: String(Math.floor(Date.now() / 1000)),
  }).toString();
  if (realm === null) throw new Error(`Get "?${query}": unsupported protocol scheme ""`);
  realm.search = query;
  const answer = await askOver(realm, { gone });
  const json = parseJson(await readAnswer(answer));
  return isObject(json) && typeof json.token === "string" ? json.token : "";
}
