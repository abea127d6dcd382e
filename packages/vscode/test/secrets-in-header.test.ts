import { describe, expect, it } from "vitest";
import { secretsInHeader } from "../src/settings/secrets-in-header.ts";

describe("the secrets in a header", () => {
  it.each([
    ["Bearer hunter22", ["Bearer hunter22", "hunter22"]],
    ["hunter22", ["hunter22", "hunter22"]],
    ["Token id=7 hunter22", ["Token id=7 hunter22", "hunter22"]],
    ["Basic bWU6aHVudGVyOjI0", ["Basic bWU6aHVudGVyOjI0", "bWU6aHVudGVyOjI0", "hunter:24"]],
    ["Basic nonsense", ["Basic nonsense", "nonsense"]],
  ])("%s", (value, secrets) => {
    expect(secretsInHeader(value)).toEqual(secrets);
  });
});
