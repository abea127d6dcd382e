import { expect, it } from "vitest";
import { asPlainText } from "../src/prompts/plain-text.ts";

it("shows untrusted text in a picker without icons", () => {
  expect(asPlainText("$(warning) Pay here, $(link)")).toBe("\\$(warning) Pay here, \\$(link)");
});
