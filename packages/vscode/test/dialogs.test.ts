import { confirmContract, type ConfirmWorld } from "@paddock/core/contracts";
import { describe, expect, it } from "vitest";
import { createDialogs } from "../src/prompts/dialogs.ts";

function openWorld(): ConfirmWorld {
  const asked: string[] = [];
  let presses = true;
  const port = createDialogs((text, _options, ...buttons) => {
    asked.push(text);
    return Promise.resolve(presses ? buttons[0] : undefined);
  });
  return { port, asked: () => asked, answer: (by) => (presses = by === "yes") };
}

describe("a VS Code dialog", () => {
  it.each(confirmContract)("$name", ({ keep }) => keep(openWorld()));

  it("is modal, and shows untrusted text without links", async () => {
    const shown: unknown[] = [];
    const dialogs = createDialogs((text, options) => {
      shown.push(text, options);
      return Promise.resolve(undefined);
    });
    const link = "[here](command:format.disk)";
    await dialogs.confirm({ text: link, detail: link, yes: "Delete" });
    expect(shown).toEqual([
      "[here] (command:format.disk)",
      { modal: true, detail: "[here] (command:format.disk)" },
    ]);
  });
});
