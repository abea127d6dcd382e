import assert from "node:assert/strict";
import type { ConfirmPort, Question } from "../../ui/confirm.port.ts";
import type { Contract } from "./contract.ts";

/** A port that asks a person, and how that person answers. */
export type ConfirmWorld = {
  readonly port: ConfirmPort;
  /** From now on the person presses the button of every question, or closes it. */
  answer(by: "yes" | "closing"): void;
  /** The texts of all questions, in order. */
  asked(): readonly string[];
};

const question = (text: string): Question => ({ text, detail: "It is gone then.", yes: "Delete" });

/** What every `ConfirmPort` promises. */
export const confirmContract: Contract<ConfirmWorld> = [
  {
    name: "resolves with true for the button",
    async keep({ port, answer }) {
      answer("yes");
      assert.equal(await port.confirm(question("Delete it?")), true);
    },
  },
  {
    name: "resolves with false for a closed question",
    async keep({ port, answer }) {
      answer("closing");
      assert.equal(await port.confirm(question("Delete it?")), false);
    },
  },
  {
    name: "asks again each time",
    async keep({ port, answer, asked }) {
      answer("yes");
      await port.confirm(question("Delete one?"));
      answer("closing");
      assert.equal(await port.confirm(question("Delete two?")), false);
      assert.deepEqual(asked(), ["Delete one?", "Delete two?"]);
    },
  },
];
