import { DatabaseSync } from "node:sqlite";

/** What a soak looks at in an event of a history; empty where the event does not say it. */
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
