import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { KINDS } from "../../inspector/entry.ts";
import { exportEvents } from "../../inspector/export-events.action.ts";
import { action, done } from "../action.ts";

const short = v.pipe(v.string(), v.maxLength(1_000));
const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Actions on what the inspector of this window shows. They change nothing but that. */
export const INSPECTOR_ACTIONS = {
  "inspector.filter": action({
    about: "paddock",
    input: v.object({
      text: short,
      kind: v.exactOptional(v.picklist(KINDS)),
      ofHost: v.exactOptional(short),
      ofModel: v.exactOptional(short),
      withReadings: v.boolean(),
    }),
    title: () => l10n.t("Filter Events"),
    doors: { page: true },
    async run({ inspector }, { text, kind, ofHost, ofModel, withReadings }) {
      inspector.filter({
        text,
        withReadings,
        ...(kind && { kind }),
        ...(ofHost !== undefined && { host: ofHost }),
        ...(ofModel !== undefined && { model: ofModel }),
      });
      return done();
    },
  }),
  "inspector.scroll": action({
    about: "paddock",
    input: v.object({ row: position }),
    title: () => l10n.t("Scroll Events"),
    doors: { page: true },
    run: async ({ inspector }, { row }) => (inspector.scroll(row), done()),
  }),
  "inspector.go": action({
    about: "paddock",
    input: v.object({
      to: v.variant("kind", [
        v.object({ kind: v.picklist(["now", "first", "last", "before", "after"]) }),
        v.object({ kind: v.literal("event"), seq: position }),
        v.object({ kind: v.literal("time"), atMs: v.pipe(v.number(), v.finite()) }),
      ]),
    }),
    title: () => l10n.t("Go to an Event"),
    doors: { page: true },
    run: async ({ inspector }, { to }) => (inspector.go(to), done()),
  }),
  "inspector.export": action({
    about: "paddock",
    input: v.object({ which: v.picklist(["all", "shown", "selected"]) }),
    title: () => l10n.t("Export Events…"),
    doors: { page: true },
    run: exportEvents,
  }),
  "inspector.close-report": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Close Report"),
    doors: { page: true },
    run: async ({ inspector }) => (inspector.closeReport(), done()),
  }),
};
