import assert from "node:assert/strict";
import type { ConfirmPort, Question } from "../../ui/confirm.port.ts";
import type { Contract } from "./contract.ts";

/** A person who is asked, and what they do about it. */
export type ConfirmWorld = {
  readonly port: ConfirmPort;
  /** Lets the person press the button of every question from now on, or close it. */
  answer(by: "yes" | "closing"): void;
  /** The texts of what they were asked, in order. */
  asked(): readonly string[];
};

const question = (text: string): Question => ({ text, detail: "It is gone then.", yes: "Delete" });

/** What everybody who is to ask a person promises. */
export const confirmContract: Contract<ConfirmWorld> = [
  {
    name: "takes the button for a yes",
    async keep({ port, answer }) {
      answer("yes");
      assert.equal(await port.confirm(question("Delete it?")), true);
    },
  },
  {
    name: "takes a closed question for a no",
    async keep({ port, answer }) {
      answer("closing");
      assert.equal(await port.confirm(question("Delete it?")), false);
    },
  },
  {
    name: "asks anew each time",
    async keep({ port, answer, asked }) {
      answer("yes");
      await port.confirm(question("Delete one?"));
      answer("closing");
      assert.equal(await port.confirm(question("Delete two?")), false);
      assert.deepEqual(asked(), ["Delete one?", "Delete two?"]);
    },
  },
];
