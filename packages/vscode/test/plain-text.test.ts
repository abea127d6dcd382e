import { expect, it } from "vitest";
import { asPlainText } from "../src/prompts/plain-text.ts";

it("shows what a stranger wrote in a picker as text, without icons", () => {
  expect(asPlainText("$(warning) Pay here, $(link)")).toBe("\\$(warning) Pay here, \\$(link)");
});
