/** A mark at the end of a row. `chosen`: this window shows it; `needs-you`: it goes on only after a person did something. */
export type Sign = "chosen" | "update" | "needs-you";
