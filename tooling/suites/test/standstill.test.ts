import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { StandstillReporter } from "../src/standstill-reporter.ts";

const said = vi.fn<(text: string) => void>();
const module = { relativeModuleId: "src/pony.test.ts" };
const testCase = { module, fullName: "a pony > is fed" };
let reporter: StandstillReporter;

beforeEach(() => {
  vi.useFakeTimers();
  said.mockClear();
  reporter = new StandstillReporter(said);
  reporter.onTestRunStart();
});
afterEach(() => void vi.useRealTimers());

it("a suite that stands still is ended, and says at which test", () => {
  reporter.onTestModuleQueued(module);
  reporter.onTestCaseReady(testCase);
  vi.advanceTimersByTime(180_000);
  expect(said).toHaveBeenCalledExactlyOnceWith(
    "Nothing has happened for 180 s:\n- src/pony.test.ts\n- src/pony.test.ts > a pony > is fed",
  );
});

it("a suite that goes on is not ended", () => {
  for (let minutes = 0; minutes < 30; minutes++) {
    reporter.onTestModuleQueued(module);
    reporter.onTestCaseReady(testCase);
    vi.advanceTimersByTime(60_000);
    reporter.onTestCaseResult(testCase);
    vi.advanceTimersByTime(60_000);
    reporter.onTestModuleEnd(module);
  }
  expect(said).not.toHaveBeenCalled();
});

it("a suite is not ended while a test and its hooks each take as long as they may", () => {
  reporter.onTestModuleQueued(module);
  reporter.onTestCaseReady(testCase);
  reporter.onHookStart();
  vi.advanceTimersByTime(90_000);
  reporter.onHookEnd();
  vi.advanceTimersByTime(120_000);
  reporter.onHookStart();
  vi.advanceTimersByTime(90_000);
  reporter.onHookEnd();
  reporter.onTestCaseResult(testCase);
  expect(said).not.toHaveBeenCalled();
});

it("a suite whose processes do not end says so", () => {
  reporter.onTestModuleQueued(module);
  reporter.onTestModuleEnd(module);
  vi.advanceTimersByTime(180_000);
  expect(said).toHaveBeenCalledExactlyOnceWith("Nothing has happened for 180 s:\n- after the last test");
});
