import { firstValueFrom, throwError } from "rxjs";
import { describe, expect, it } from "vitest";
import { PortError, toFailure, type Failure } from "../../shared/failure.ts";
import { withLoadFailures } from "./load-failure.ts";

const afterLoad = (failure: Failure): Promise<unknown> =>
  firstValueFrom(throwError(() => new PortError(failure)).pipe(withLoadFailures)).catch(toFailure);

describe("a load that fails because of a conversion", () => {
  it.each([
    ["insufficient disk space for local compat migration: need 9 GB", { kind: "conversion-disk-full" }],
    [
      "cannot convert legacy GGUF with application/vnd.ollama.image.adapter layer; re-pull a compatible model",
      { kind: "conversion-failed" },
    ],
    ["compat migration unsupported for family mllama", { kind: "conversion-failed" }],
    [
      "this GGUF requires conversion; use a model tag instead of its original digest",
      { kind: "conversion-failed" },
    ],
  ])("has its own kind: %s", async (message, failure) => {
    const detail = failure.kind === "conversion-failed" ? { detail: message } : {};
    expect(await afterLoad({ kind: "rejected", status: 500, message })).toEqual({ ...failure, ...detail });
  });

  it("keeps every other failure as it is", async () => {
    const failures: readonly Failure[] = [
      { kind: "rejected", status: 500, message: "tensor is missing" },
      { kind: "busy" },
    ];
    for (const failure of failures) expect(await afterLoad(failure)).toEqual(failure);
  });
});
