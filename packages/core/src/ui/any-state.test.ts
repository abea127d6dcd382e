import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostFacts, modelsOf } from "../app/state.ts";
import { installedModels } from "../models/models.ts";
import { anySeen, type Seen } from "../testing/arbitraries/states.ts";
import { modelName } from "../testing/index.ts";
import { inspectorOf } from "../testing/shown-inspector.ts";
import {
  announcement,
  dashboardView,
  demoBanner,
  describeCheck,
  downloadRows,
  endpointUrl,
  inspectorView,
  isListSettled,
  modelChoices,
  modelHover,
  modelListRemark,
  modelTreeRows,
  noticeViews,
  outdatedModels,
  publicState,
  menuContext,
  statusMenu,
  serviceRows,
  statusBarView,
} from "./index.ts";

const modelOf = ({ state }: Seen) => installedModels(modelsOf(state))[0]?.name ?? modelName("unknown-model");

/** All views and texts of the product. */
const VIEWS: Readonly<Record<string, (seen: Seen) => unknown>> = {
  "the status bar": ({ state, nowMs }) => statusBarView(state, nowMs),
  "the service": ({ state, nowMs }) => serviceRows(state, nowMs),
  "the menus": ({ state, nowMs }) => [menuContext(state), statusMenu(state, nowMs)],
  "the models": ({ state, nowMs }) => [
    modelTreeRows(state, nowMs),
    modelListRemark(state, nowMs),
    isListSettled(state),
  ],
  "a model that is pointed at": (seen) => modelHover(seen.state, modelOf(seen), seen.nowMs),
  "models to choose from": ({ state, nowMs }) => modelChoices(state, nowMs, "model.load"),
  "the downloads": ({ state, nowMs }) => downloadRows(state, nowMs),
  notices: ({ state }) => noticeViews(state),
  "the main panel": ({ state, nowMs }) => dashboardView(state, nowMs),
  "the main panel with a model": (seen) =>
    dashboardView(seen.state, seen.nowMs, { chosen: { model: modelOf(seen), number: 1 } }),
  "the inspector": ({ state, history, nowMs }) => inspectorView(state, inspectorOf(history), nowMs),
  "the inspector at an event": ({ state, history, nowMs }) => {
    const seq = history[history.length >> 1]?.seq ?? 1;
    const filter = { text: "", withReadings: true };
    return inspectorView(state, inspectorOf(history, { seq, filter }), nowMs);
  },
  "what other extensions see": ({ state }) => publicState(state),
  "what is mentioned in passing": ({ state, history, nowMs }) =>
    history.map(({ event }) => announcement(event, state, nowMs) ?? ""),
  "the updates": ({ state }) => [describeCheck(state), outdatedModels(state)],
  "the fixed texts": ({ state }) => [demoBanner(state), endpointUrl(hostFacts(state).service) ?? ""],
};

describe.each(Object.entries(VIEWS))("after any events, %s", (_name, view) => {
  it("is JSON, so that it can be sent", () => {
    fc.assert(
      fc.property(anySeen, (seen) => {
        const shown = view(seen);
        expect(JSON.parse(JSON.stringify(shown))).toStrictEqual(shown);
      }),
    );
  });

  it("has texts without empty placeholders", () => {
    fc.assert(
      fc.property(anySeen, (seen) => {
        for (const text of textsIn(view(seen))) expect(text).not.toMatch(/undefined|\[object|NaN|\{\d\}/);
      }),
    );
  });
});

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
