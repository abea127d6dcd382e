import { expect, it } from "vitest";
import { recording, simulatedModel } from "../src/index.ts";
import { isObject, type Json, type JsonObject } from "../src/json.ts";
import { heldBytes } from "../src/simulator/model/memory.ts";

it.for(["0.33.0-rc2", "0.24.0"] as const)(
  "a loaded model holds what one of %s did, within 3 %%",
  (version) => {
    const rows = tableOf(version).filter(
      (row) => row.setting === "f16" && row.model !== "pony" && isObject(row.ps),
    );
    expect(rows).toHaveLength(10);
    for (const row of rows) {
      const { size, context_length: context } = isObject(row.ps) ? row.ps : {};
      const bytes = heldBytes(toModel(row), numberOf(context), version === "0.33.0-rc2");
      expect(Math.abs(bytes / numberOf(size) - 1), JSON.stringify(row)).toBeLessThan(0.03);
    }
  },
);

function tableOf(version: "0.33.0-rc2" | "0.24.0"): readonly JsonObject[] {
  const found = recording(version, "memory");
  return found.kind === "table" ? found.rows : [];
}

function toModel(row: JsonObject): ReturnType<typeof simulatedModel> {
  const info = isObject(row.model_info) ? row.model_info : {};
  const of = (key: string): number => numberOf(info[`llama.${key}`]);
  return simulatedModel("measured", {
    sizeBytes: numberOf(row.fileBytes),
    contextLength: of("context_length"),
    embeddingLength: of("embedding_length"),
    blockCount: of("block_count"),
    headCount: of("attention.head_count"),
    headCountKv: of("attention.head_count_kv"),
  });
}

function numberOf(value: Json | undefined): number {
  return typeof value === "number" ? value : Number.NaN;
}
