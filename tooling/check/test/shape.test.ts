import { mkdirSync, mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cyclesIn } from "../src/cycles.ts";
import { readRepository, type Repository } from "../src/read-repository.ts";
import { placesOf, shapesOf } from "../src/shape.ts";
import { exportedValues } from "../src/users.ts";

const long = `export const long = () => {\n${"  // on and on\n".repeat(80)}};\n`;

const planted: Readonly<Record<string, string>> = {
  "packages/a/package.json": JSON.stringify({ name: "@x/a", exports: { ".": "./src/index.ts" } }),
  "packages/a/src/index.ts": `export { once } from "./values.ts";\nexport * from "./twice.ts";\n`,
  "packages/a/src/values.ts": `export const once = 1;\nexport const never = 2;\nexport type Kind = "a";\n`,
  "packages/a/src/twice.ts": `export function twice() { return { "model.update": true }; }\n`,
  "packages/a/src/long.ts": `import { twice } from "./twice.ts";\n${long}export const used = twice();\n`,
  "packages/a/src/long.test.ts": `const name = "model.update";\n`,
  "packages/a/src/ring-a.ts": `import { b } from "./ring-b.ts";\nexport const a = () => b;\n`,
  "packages/a/src/ring-b.ts": `import { a } from "./ring-a.ts";\nexport const b = () => a;\n`,
  "packages/a/src/type-a.ts": `import type { B } from "./type-b.ts";\nexport type A = B;\n`,
  "packages/a/src/type-b.ts": `import { type A } from "./type-a.ts";\nexport type B = A;\n`,
  "packages/b/package.json": JSON.stringify({ name: "b" }),
  "packages/b/src/user.ts": `import { once, twice } from "@x/a";\nconsole.log(once, twice);\n`,
  "packages/b/node_modules/c/src/foreign.ts": `this is no TypeScript`,
};

let folder: ReturnType<typeof mkdtempDisposableSync>;
let repository: Repository;

beforeAll(() => {
  folder = mkdtempDisposableSync(join(tmpdir(), "paddock-shape-"));
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(join(folder.path, dirname(path)), { recursive: true });
    writeFileSync(join(folder.path, path), text);
  }
  repository = readRepository(folder.path);
});
afterAll(() => folder.remove());

const inA = (...names: readonly string[]): string[] => names.map((name) => `packages/a/src/${name}.ts`);

describe("the shape of a repository", () => {
  it("distinguishes import cycles of values from those of types", () => {
    const { ofValues, ofTypes } = cyclesIn(repository);
    expect(ofValues.map((circle) => circle.toSorted())).toEqual([inA("ring-a", "ring-b")]);
    expect(ofTypes.map((circle) => circle.toSorted())).toEqual([inA("type-a", "type-b")]);
  });

  it("finds the users of a value, also through a package's entry point", () => {
    const users = exportedValues(repository).map((one) => [one.name, [...one.users].toSorted()]);
    expect(Object.fromEntries(users)).toMatchObject({
      once: ["packages/b/src/user.ts"],
      never: [],
      twice: [...inA("long"), "packages/b/src/user.ts"],
      a: inA("ring-b"),
    });
  });

  it("measures files and functions by package, and tests separately", () => {
    expect(shapesOf(repository)).toMatchObject([
      {
        name: "a",
        files: 8,
        medianLines: 2,
        p90Lines: 84,
        longest: { name: "long", path: "packages/a/src/long.ts", line: 2, lines: 82 },
        longFunctions: 1,
        valueCycles: 1,
        typeCycles: 1,
        withOneUser: 3,
      },
      { name: "a (tests)", files: 1, longest: undefined },
      { name: "b", files: 1, withOneUser: 0 },
    ]);
  });

  it("finds the places outside tests that match a pattern", () => {
    expect(placesOf(repository, /model\.update/)).toEqual(["packages/a/src/twice.ts:1"]);
  });
});
