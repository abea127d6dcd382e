import { recording } from "@paddock/test-fixtures";
import { expect, it } from "vitest";
import { signIn } from "./log-signs.ts";

const VERSIONS = ["0.33.0-rc2", "0.24.0", "0.12.11"] as const;

function signsIn(version: (typeof VERSIONS)[number], name: string): readonly unknown[] {
  const found = recording(version, name);
  if (found.kind !== "log") throw new Error(`${name} is not a log`);
  return found.log.map(signIn).filter((sign) => sign !== undefined);
}

it.each(VERSIONS)("a log says that a model was loaded (%s)", (version) => {
  const signs = signsIn(version, "log-load-and-sigterm");
  expect(signs.length).toBeGreaterThan(0);
  expect(new Set(signs)).toEqual(new Set(["loaded"]));
});

it("says nothing about requests that change nothing, such as our own", () => {
  const line = (request: string): string =>
    `[GIN] 2026/11/23 - 05:58:34 | 200 |      77.265µs |       127.0.0.1 | ${request}`;
  expect(signIn(line('GET      "/api/ps"'))).toBeUndefined();
  expect(signIn(line('GET      "/api/tags"'))).toBeUndefined();
  expect(signIn(line('POST     "/api/show"'))).toBeUndefined();
  expect(signIn(line('DELETE   "/api/delete"'))).toBe("installed");
  expect(signIn(line('POST     "/api/copy"'))).toBe("installed");
  expect(signIn(line('POST     "/v1/chat/completions"'))).toBe("loaded");
});
