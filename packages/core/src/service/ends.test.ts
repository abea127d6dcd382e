import { describe, expect, it } from "vitest";
import { endOf } from "./ends.ts";

describe("the end of a service that Paddock did not stop", () => {
  it.each([
    [{ code: 0 }, "ended-by-others"],
    [{ signal: "SIGTERM" }, "ended-by-others"],
    [{ signal: "SIGINT" }, "ended-by-others"],
    [{ signal: "SIGKILL" }, "killed"],
    [{ signal: "SIGSEGV" }, "crashed"],
    [{ code: 2 }, "crashed"],
    [{}, "unknown"],
  ] as const)("with %o is %s", (exit, end) => expect(endOf(exit)).toBe(end));
});
