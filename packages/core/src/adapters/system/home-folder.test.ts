import { parse } from "node:path";
import { expect, it } from "vitest";
import { systemHome } from "./home-folder.ts";

it("is the root for an account without an entry, as in a container that runs with a number", () => {
  const withoutHome = (): string => {
    throw new Error("uv_os_homedir returned ENOENT");
  };
  expect(systemHome(withoutHome)).toBe(parse(process.cwd()).root);
});
