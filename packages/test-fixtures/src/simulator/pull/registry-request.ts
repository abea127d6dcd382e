import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isObject, parseJson } from "../../json.ts";
import type { Feature } from "../features.ts";
import { sendHttp, readBody, type HttpOptions } from "./registry-client.ts";

/** The Ollama that sends the request. A registry refuses models that its version cannot run. */
export type RegistryClient = { readonly version: string; readonly has: (feature: Feature) => boolean };

/**
 * Sends a request to a registry, like server/images.go `makeRequestWithRetry`: after a 401 once more, with a token. Throws
 * for every status from 400 on.
 */
export async function sendToRegistry(
  url: URL,
  options: HttpOptions,
  client: RegistryClient,
): Promise<IncomingMessage> {
  const headers = { "user-agent": userAgentOf(client.version), ...options.headers };
  const first = await sendHttp(url, { ...options, headers });
  if (first.statusCode !== 401) return checkStatus(first);
  first.resume();
  const host = options.knownAs ?? url.host;
  const challenge = first.headers["www-authenticate"] ?? "";
  const token = await fetchToken({ challenge, host, signal: options.signal }, client);
  const authorised = { ...headers, authorization: `Bearer ${token}` };
  const second = await sendHttp(url, { ...options, headers: authorised });
  if (second.statusCode !== 401) return checkStatus(second);
  second.resume();
  throw new Error("unauthorized: access denied");
}

function userAgentOf(version: string): string {
  return `ollama/${version} (amd64 linux) Go/go1.24.1`;
}

async function checkStatus(answer: IncomingMessage): Promise<IncomingMessage> {
  const status = answer.statusCode ?? 0;
  if (status < 400) return answer;
  const text = await readBody(answer);
  throw new Error(status === 404 ? "file does not exist" : `${status}: ${text}`);
}

/** Since 0.14, a token is fetched from the registry's own host only (0.24.0 does so, 0.12.11 does not). */
async function fetchToken(
  {
    challenge,
    host,
    signal,
  }: { readonly challenge: string; readonly host: string; readonly signal: AbortSignal },
  { has }: RegistryClient,
): Promise<string> {
  const parameter = (key: string): string => new RegExp(`${key}="([^"]*)"`).exec(challenge)?.[1] ?? "";
  const realm = URL.parse(parameter("realm"));
  // A stand-in registry also issues the tokens of the registry that it replaces.
  const isSameHost = realm?.host === host || realm?.hostname === "127.0.0.1";
  if (has("checksRealm") && !isSameHost) {
    throw new Error(`realm host "${realm?.host ?? ""}" does not match original host "${host}"`);
  }
  const query = new URLSearchParams({
    nonce: randomBytes(16).toString("base64url"),
    scope: parameter("scope"),
    service: parameter("service"),
    ts: String(Math.floor(Date.now() / 1000)),
  }).toString();
  if (realm === null) throw new Error(`Get "?${query}": unsupported protocol scheme ""`);
  realm.search = query;
  const answer = await sendHttp(realm, { signal });
  const json = parseJson(await readBody(answer));
  return isObject(json) && typeof json.token === "string" ? json.token : "";
}
