import { filter, type Observable } from "rxjs";
import type * as vscode from "vscode";
import { fromEvent } from "../activation/from-event.ts";

/** Header values by their names. */
export type Headers = Readonly<Record<string, string>>;

/** Headers for a proxy in front of Ollama, kept in secret storage per origin. */
export interface RequestHeaders {
  of(origin: string): Promise<Headers>;
  set(origin: string, headers: Headers): Promise<void>;
  /** Emits when headers have changed, in this window or another. */
  readonly changed$: Observable<unknown>;
}

const keyOf = (origin: string): string => `headers ${origin}`;

/** Keeps headers in this secret storage. Stored entries that are not valid headers are ignored. */
export function requestHeaders(secrets: vscode.SecretStorage): RequestHeaders {
  return {
    async of(origin) {
      const text = await secrets.get(keyOf(origin));
      return text === undefined ? {} : parseHeaders(text);
    },
    async set(origin, headers) {
      if (Object.keys(headers).length === 0) await secrets.delete(keyOf(origin));
      else await secrets.store(keyOf(origin), JSON.stringify(headers));
    },
    changed$: fromEvent(secrets.onDidChange).pipe(filter(({ key }) => key.startsWith("headers "))),
  };
}

/** Headers that the HTTP client sets itself. */
const RESERVED = /^(content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect)$/i;

/** A header's name is a token, and its value one line (RFC 9110 §5). */
export const isHeaderName = (text: string): boolean =>
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text) && !RESERVED.test(text);
export const isHeaderValue = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text);

function parseHeaders(text: string): Headers {
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== "object" || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === "string" && isHeaderName(entry[0]) && isHeaderValue(entry[1]),
    ),
  );
}
