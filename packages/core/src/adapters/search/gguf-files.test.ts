import { expect, it } from "vitest";
import { variantsOfFiles } from "./gguf-files.ts";

const variants = (...paths: readonly string[]) =>
  variantsOfFiles(
    "hf.co/me/pony-GGUF",
    paths.map((path, index) => ({ path, sizeBytes: (index + 1) * 1_000 })),
  );

it("offers each quantisation by its tag, smallest first", () => {
  expect(variants("pony-Q8_0.gguf", "pony-q4_k_m.gguf", "UD/pony-UD-Q2_K_XL.gguf", "README.md")).toEqual([
    { model: "hf.co/me/pony-GGUF:Q8_0", label: "Q8_0", sizeBytes: 1_000 },
    { model: "hf.co/me/pony-GGUF:Q4_K_M", label: "Q4_K_M", sizeBytes: 2_000 },
    { model: "hf.co/me/pony-GGUF:UD-Q2_K_XL", label: "UD-Q2_K_XL", sizeBytes: 3_000 },
  ]);
});

it("marks a quantisation in several parts as sharded, with the total size", () => {
  expect(variants("BF16/pony-BF16-00001-of-00002.gguf", "BF16/pony-BF16-00002-of-00002.gguf")).toEqual([
    { model: "hf.co/me/pony-GGUF:BF16", label: "BF16", sizeBytes: 3_000, problem: "sharded" },
  ]);
});

it("offers several whole files of one quantisation by file name, in the top folder only", () => {
  expect(
    variants("pony-Q4_0.gguf", "pony-v2-Q4_0.gguf", "old/pony-v1-Q4_0.gguf", "Q4_0-00001-of-00002.gguf"),
  ).toEqual([
    { model: "hf.co/me/pony-GGUF:pony-Q4_0.gguf", label: "pony-Q4_0", sizeBytes: 1_000 },
    { model: "hf.co/me/pony-GGUF:pony-v2-Q4_0.gguf", label: "pony-v2-Q4_0", sizeBytes: 2_000 },
  ]);
});

it("prefers a whole file to parts of the same quantisation", () => {
  expect(variants("pony-Q6_K.gguf", "Q6_K/pony-Q6_K-00001-of-00002.gguf")).toEqual([
    { model: "hf.co/me/pony-GGUF:Q6_K", label: "Q6_K", sizeBytes: 1_000 },
  ]);
});

it("offers a file without a quantisation in its name by its file name", () => {
  expect(variants("pony.gguf")).toEqual([
    { model: "hf.co/me/pony-GGUF:pony.gguf", label: "pony", sizeBytes: 1_000 },
  ]);
});

it("does not offer projectors and importance matrices", () => {
  expect(variants("mmproj-F16.gguf", "pony.mmproj-Q8_0.gguf", "imatrix.gguf")).toEqual([]);
});

it("gives no size if the size of a part is unknown", () => {
  const files = [
    { path: "a-Q4_0-00001-of-00002.gguf", sizeBytes: 5 },
    { path: "a-Q4_0-00002-of-00002.gguf" },
  ];
  expect(variantsOfFiles("hf.co/me/a", files)).toEqual([
    { model: "hf.co/me/a:Q4_0", label: "Q4_0", problem: "sharded" },
  ]);
});
