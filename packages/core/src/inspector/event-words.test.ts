import { expect, it } from "vitest";
import { host } from "../testing/events.ts";
import { serviceEventWords } from "./event-words/service-event-words.view.ts";

it("tells variables that differ from those that do not any more", () => {
  const differs = (...names: readonly string[]) =>
    serviceEventWords({ type: "environment.differs", host, names });
  expect(differs("OLLAMA_DEBUG")).toMatchObject({
    text: "Variables differ from the settings",
    note: "OLLAMA_DEBUG",
  });
  expect(differs()).toMatchObject({ text: "Variables are those of the settings", note: "" });
});
