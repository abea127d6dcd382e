import { expect, it } from "vitest";
import { describeFailure } from "./failure.view.ts";

it("says of a program without its interpreter what is missing, and not to make the file executable", () => {
  const failure = { kind: "spawn-failed", path: "/opt/ollama", detail: "spawn /opt/ollama ENOENT" } as const;
  expect(describeFailure({ ...failure, lacksInterpreter: true })).toBe(
    "“/opt/ollama” cannot be run on this system, because its interpreter or loader is missing. Install an Ollama that is made for this system, or set the path of its executable.",
  );
});
