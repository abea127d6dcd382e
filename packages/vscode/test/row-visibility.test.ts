import { expect, it } from "vitest";
import { createIsRowVisible } from "../src/surfaces/row-visibility.ts";

const VIEWS = ["service", "models", "downloads"] as const;

const visibleRows = (open: {
  readonly view?: string;
  readonly part?: string;
  readonly isPanel?: boolean;
}) => {
  const shown = (view: string) => ({ view: { visible: view === open.view } });
  const isRowVisible = createIsRowVisible(
    { service: shown("service"), models: shown("models"), downloads: shown("downloads") },
    () => ({ isVisible: () => open.isPanel === true, partOf: () => open.part }),
  );
  return VIEWS.filter(isRowVisible);
};

it("is that of the view that is visible", () => {
  expect(visibleRows({})).toEqual([]);
  expect(visibleRows({ view: "downloads" })).toEqual(["downloads"]);
});

it("is that of the part which the main panel shows, and always that of the service", () => {
  expect(visibleRows({ isPanel: true })).toEqual(["service"]);
  expect(visibleRows({ isPanel: true, part: "api" })).toEqual(["service"]);
  expect(visibleRows({ isPanel: true, part: "downloads" })).toEqual(["service", "downloads"]);
  expect(visibleRows({ isPanel: false, part: "downloads" })).toEqual([]);
});
