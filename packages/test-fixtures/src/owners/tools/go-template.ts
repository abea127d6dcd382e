import { isObject, type Json } from "../../json.ts";

/** Fills `{{.Name}}`, `{{.State.Pid}}`, `{{json .}}` and `{{json .State}}` of a Go template. */
export const fillTemplate = (template: string, value: Json): string =>
  template
    .replaceAll(/\{\{\s*(json\s+)?\.([\w.]*)\s*\}\}/g, (_, json: string | undefined, path: string) => {
      const names = path.split(".").filter((name) => name !== "");
      const found = names.reduce<Json>((at, name) => (isObject(at) ? (at[name] ?? null) : null), value);
      return json === undefined && typeof found !== "object" ? `${found}` : JSON.stringify(found);
    })
    .replaceAll("\\t", "\t");
