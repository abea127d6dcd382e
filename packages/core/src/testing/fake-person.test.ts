import { describe, it } from "vitest";
import { confirmContract, type ConfirmWorld } from "./contracts/index.ts";
import { FakePerson } from "./fake-person.ts";

function openWorld(): ConfirmWorld {
  const person = new FakePerson();
  return {
    port: person,
    answer: (by) => (person.saysYes = by === "yes"),
    asked: () => person.questions.map(({ text }) => text),
  };
}

describe("the fake person", () => {
  it.each(confirmContract)("$name", ({ keep }) => keep(openWorld()));
});
