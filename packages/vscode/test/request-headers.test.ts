import { describe, expect, it } from "vitest";
import type * as vscode from "vscode";
import { isHeaderName, isHeaderValue, requestHeaders } from "../src/settings/request-headers.ts";

/** A fake of VS Code's secret storage. */
function secretStorage(): vscode.SecretStorage & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  const listeners = new Set<(change: vscode.SecretStorageChangeEvent) => unknown>();
  const notify = (key: string): void => listeners.forEach((listener) => listener({ key }));
  return {
    texts,
    keys: async () => [...texts.keys()],
    get: async (key) => texts.get(key),
    async store(key, value) {
      texts.set(key, value);
      notify(key);
    },
    async delete(key) {
      texts.delete(key);
      notify(key);
    },
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
}

const here = "http://localhost:11434";
const there = "https://example.com";
const token = { Authorization: "Bearer token" };

describe("request headers", () => {
  it("are kept only for the host they were entered for", async () => {
    const secrets = secretStorage();
    await requestHeaders(secrets).set(there, token);
    expect(await requestHeaders(secrets).of(there)).toEqual(token);
    expect(await requestHeaders(secrets).of(here)).toEqual({});
    expect(await requestHeaders(secrets).of("https://example.com:8443")).toEqual({});
  });

  it("are deleted from the storage when none are left", async () => {
    const secrets = secretStorage();
    await requestHeaders(secrets).set(there, token);
    await requestHeaders(secrets).set(there, {});
    expect(secrets.texts.size).toBe(0);
  });

  it("emit a change made in this window or another, but not for other secrets", async () => {
    const secrets = secretStorage();
    const headers = requestHeaders(secrets);
    let changes = 0;
    const listening = headers.changed$.subscribe(() => (changes += 1));
    await requestHeaders(secrets).set(there, token);
    await secrets.store("something else", "x");
    expect(changes).toBe(1);
    listening.unsubscribe();
    await headers.set(there, {});
    expect(changes).toBe(1);
  });

  it.each([
    ["a list", "[1]"],
    ["nothing", "null"],
    ["a number", "7"],
    ["a value that is not a text", '{"Authorization":7}'],
    ["a value of two lines", '{"Authorization":"a\\r\\nHost: elsewhere"}'],
    ["a name of two words", '{"two words":"x"}'],
    ["a header that the HTTP client sets itself", '{"Content-Length":"0"}'],
  ])("are empty when %s is stored", async (_what, text) => {
    const secrets = secretStorage();
    secrets.texts.set(`headers ${there}`, text);
    expect(Object.keys(await requestHeaders(secrets).of(there))).toEqual([]);
  });
});

describe("a header", () => {
  it("has a name that is a token, and that the HTTP client does not set itself", () => {
    for (const name of ["Authorization", "X-Api-Key", "cf-access-client-id"])
      expect(isHeaderName(name), name).toBe(true);
    for (const name of ["", "a b", "a:b", "ä", "Transfer-Encoding", "connection", "TE", "Expect"])
      expect(isHeaderName(name), name).toBe(false);
  });

  it("has a value of one line of plain characters", () => {
    for (const value of ["", "Bearer abc.def", "tab\there", "é"])
      expect(isHeaderValue(value), value).toBe(true);
    for (const value of ["a\nb", "a\r", "\0", "→"]) expect(isHeaderValue(value), value).toBe(false);
  });
});
