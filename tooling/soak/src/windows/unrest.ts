import { AssertionError } from "node:assert";
import { hasEnded } from "./download-state.ts";
import type { WindowProcess } from "./window-process.ts";

/** Why windows are not at rest: what each still does, and where its state differs from that of the first. */
export async function unrestOf(windows: readonly WindowProcess[]): Promise<readonly string[]> {
  const wholes = await Promise.all(windows.map((window) => window.whole()));
  const works = await Promise.all(windows.map(worksOf));
  const differences = wholes.flatMap((whole, index) =>
    whole === wholes[0]
      ? []
      : [`${nameOf(windows[index])} and ${nameOf(windows[0])}: ${difference(whole, wholes[0])}`],
  );
  return [...works.flat(), ...differences.slice(0, 3)];
}

const nameOf = (window: WindowProcess | undefined): string =>
  `${window?.name}${window?.isLeader ? " (leader)" : ""}`;

async function worksOf(window: WindowProcess): Promise<readonly string[]> {
  const { isBusy, downloads } = await window.state();
  return [
    ...(isBusy ? [`${nameOf(window)} is busy`] : []),
    ...downloads
      .filter((one) => !hasEnded(one))
      .map(({ id, situation }) => `${nameOf(window)}: ${id} is ${situation}`),
  ];
}

const difference = (actual: string, expected: string | undefined): string =>
  new AssertionError({
    actual: JSON.parse(actual),
    expected: JSON.parse(expected ?? "null"),
    operator: "deepStrictEqual",
  }).message;
