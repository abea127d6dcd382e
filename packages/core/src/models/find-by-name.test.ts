import fc from "fast-check";
import { expect, it } from "vitest";
import { createFinder } from "./find-by-name.ts";
import { isSameModel, parseModelName } from "./model-name.ts";

const anyName = fc
  .stringMatching(/^[abAB]{1,2}(:[xX])?$/)
  .map((text) => parseModelName(text))
  .filter((name) => name !== undefined);

it("finds what a linear search finds, in each of many lists, repeatedly", () => {
  const find = createFinder<{ readonly name: NonNullable<ReturnType<typeof parseModelName>> }>();
  const lists = fc.array(fc.array(fc.record({ name: anyName }), { maxLength: 12 }), { maxLength: 3 });
  fc.assert(
    fc.property(lists, fc.array(fc.tuple(fc.nat(2), anyName)), (all, searches) => {
      for (const [at, name] of searches) {
        const list = all[at] ?? [];
        expect(find(list, name)).toBe(list.find((item) => isSameModel(item.name, name)));
      }
    }),
  );
});

it("iterates a list once, however often it is searched", () => {
  const [name, other] = [parseModelName("pony")!, parseModelName("foal")!];
  let reads = 0;
  const item = {
    get name() {
      reads += 1;
      return name;
    },
  };
  const [find, list] = [createFinder<typeof item>(), [item, item, item]];
  for (let times = 0; times < 100; times++) {
    expect(find(list, name)).toBe(item);
    expect(find(list, other)).toBeUndefined();
  }
  expect(reads).toBe(3);
});
