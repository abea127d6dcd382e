import * as v from "valibot";

/** A process as one of our files describes it. */
export const identitySchema = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(2)),
  startedAt: v.string(),
  executable: v.string(),
});
