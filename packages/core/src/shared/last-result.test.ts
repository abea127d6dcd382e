import { expect, it } from "vitest";
import { lastResults } from "./last-result.ts";

it("computes a result anew only for another key, or once something that it follows from is another", () => {
  const resultOf = lastResults<object>();
  const [pony, foal, list] = [{}, {}, ["a"]];
  const first = resultOf(pony, [list, 1], () => ({}));
  const again = () => resultOf(pony, [list, 1], () => expect.unreachable("it is known"));
  expect(again()).toBe(first);
  expect(resultOf(foal, [list, 1], () => ({}))).not.toBe(first);
  expect(again()).toBe(first);
  expect(resultOf(pony, [["a"], 1], () => ({}))).not.toBe(first);
  expect(resultOf(pony, [list, 1], () => ({}))).not.toBe(first); // only the last one is remembered
});
