import type { Answer, Call } from "./answer.ts";
import type { World } from "./world.ts";

/** What a tool answers to a call, and what it does to the machine. */
export type Tool = (call: Call, world: World) => Answer | Promise<Answer>;
