import { DatabaseSync } from "node:sqlite";

/** The parts of a stored event that a soak reads; empty texts if the event does not have them. */
export type StoredEvent = {
  readonly type: string;
  readonly id: string;
  readonly model: string;
  /** The kind of failure. */
  readonly failure: string;
};

const SELECT = `SELECT type, data ->> 'id' AS id, data ->> 'model' AS model, data ->> '$.failure.kind' AS failure
  FROM events ORDER BY seq`;

/** The events of a history, in order. */
export function storedEventsIn(file: string): readonly StoredEvent[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare(SELECT)
      .all()
      .map(({ type, id, model, failure }) => ({
        type: String(type),
        id: String(id ?? ""),
        model: String(model ?? ""),
        failure: String(failure ?? ""),
      }));
  } finally {
    database.close();
  }
}
