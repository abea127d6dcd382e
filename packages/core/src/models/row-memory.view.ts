import type { HostReadings } from "../app/host-state.ts";
import type { AppState, Facts } from "../app/state.ts";
import { downloadsHere } from "../downloads/downloads-here.view.ts";
import { isUnderWay } from "../downloads/downloads.ts";
import { modelKey, type ModelName } from "./model-name.ts";

/** Everything that a row may show, but for the progress of downloads. */
type Basis = {
  readonly second: number;
  readonly local: AppState["local"];
  readonly windows: AppState["readings"]["windows"];
  readonly hosts: AppState["readings"]["hosts"];
};

type Remembered<Row> = { readonly basis: Basis; readonly rows: Map<ModelName, Row> };

/**
 * Remembers the rows of models. The progress of downloads changes the state many times a second, and there may be a thousand
 * models, of which it changes those only that are pulled. Other changes, and the next second, are seen in all rows.
 */
export function rowMemory<Row>() {
  const byFacts = new WeakMap<Facts, Remembered<Row>>();
  return (state: AppState, nowMs: number): ((model: ModelName, toRow: () => Row) => Row) => {
    const { local, readings } = state;
    const basis: Basis = { second: Math.floor(nowMs / 1_000), local, ...readings };
    const before = byFacts.get(state.facts);
    const { rows } = before && isSame(before.basis, basis) ? before : { rows: new Map<ModelName, Row>() };
    byFacts.set(state.facts, { basis, rows });
    const pulled = new Set(
      downloadsHere(state)
        .filter(isUnderWay)
        .map(({ model }) => modelKey(model)),
    );
    return (model, toRow) => {
      if (pulled.has(modelKey(model))) return toRow();
      const row = rows.get(model) ?? toRow();
      rows.set(model, row);
      return row;
    };
  };
}

const isSame = ({ hosts, ...one }: Basis, { hosts: others, ...other }: Basis): boolean =>
  areSame(one, other) && areSame(hosts, others, areSameButProgress);

const areSameButProgress = (
  { progress: _one, ...one }: HostReadings,
  { progress: _other, ...other }: HostReadings,
): boolean => areSame<unknown>(one, other);

/** Whether two objects have the same values, by identity unless `isSameValue` says otherwise. */
function areSame<Value>(
  one: Readonly<Record<string, Value>>,
  other: Readonly<Record<string, Value>>,
  isSameValue: (one: Value, other: Value) => boolean = () => false,
): boolean {
  if (one === other) return true;
  const entries = Object.entries(one);
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([key, value]) => {
      const own = other[key];
      return value === own || (own !== undefined && isSameValue(value, own));
    })
  );
}
