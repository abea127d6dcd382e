import { recordings, versions } from "@paddock/test-fixtures";

/** The answers whose fields are compared, and a request for each. `show` is asked for one model. */
export const ENDPOINTS = ["GET /api/version", "GET /api/tags", "GET /api/ps", "POST /api/show"] as const;

export type EndpointName = (typeof ENDPOINTS)[number];

/** The fields of an answer, by their paths. Items of a list share a path. */
export function fieldsOf(json: unknown, path = ""): ReadonlySet<string> {
  const own = path === "" ? [] : [path];
  if (Array.isArray(json)) {
    return new Set([...own, ...json.flatMap((item: unknown) => [...fieldsOf(item, `${path}[]`)])]);
  }
  if (typeof json !== "object" || json === null) return new Set(own);
  const inside = Object.entries(json)
    .filter(([key]) => !OWN_KEYS.has(key))
    .flatMap(([key, value]) => [...fieldsOf(value, path === "" ? key : `${path}.${key}`)]);
  return new Set([...own, ...inside]);
}

/** Their keys depend on the model. */
const OWN_KEYS: ReadonlySet<string> = new Set(["model_info", "projector_info", "tensors"]);

/** The fields that some recorded version has, and those that the newest one always has. */
export function recordedFields(endpoint: EndpointName): {
  readonly known: ReadonlySet<string>;
  readonly always: ReadonlySet<string>;
} {
  const [newest] = versions;
  const bodies = versions.flatMap((version) =>
    recordings(version).flatMap((one) => {
      if (one.kind !== "exchange" || one.response.status !== 200) return [];
      if (`${one.request.method} ${one.request.path}` !== endpoint) return [];
      return [{ version, fields: fieldsOf(one.response.body) }];
    }),
  );
  const full = bodies.filter(({ version, fields }) => version === newest && fields.size > 1);
  const [first] = full;
  return {
    known: new Set(bodies.flatMap(({ fields }) => [...fields])),
    always: new Set(
      [...(first?.fields ?? [])].filter((field) => full.every(({ fields }) => fields.has(field))),
    ),
  };
}

/** What an answer has that no recorded version has, and what it lacks. An empty list says nothing of its items. */
export function fieldDifferences(endpoint: EndpointName, answer: unknown): readonly string[] {
  const fields = fieldsOf(answer);
  const { known, always } = recordedFields(endpoint);
  const isSaid = (field: string): boolean =>
    !field.includes("[]") || [...fields].some((one) => one.startsWith(`${field.split("[]")[0] ?? ""}[]`));
  return [
    ...[...fields].filter((field) => !known.has(field)).map((field) => `${endpoint}: new field ${field}`),
    ...[...always]
      .filter((field) => !fields.has(field) && isSaid(field))
      .map((field) => `${endpoint}: no field ${field}`),
  ];
}
