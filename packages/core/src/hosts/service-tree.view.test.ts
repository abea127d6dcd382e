import { expect, it } from "vitest";
import { stateAt } from "../app/state.ts";
import { at, host, pointed, running } from "../testing/events.ts";
import { fakeModel, given } from "../testing/index.ts";
import { serviceHead, serviceMessage, serviceRows, serviceTree } from "../ui/index.ts";
import { DEFAULT_ENDPOINT } from "./endpoint.ts";

const NOW_MS = 100_000;
const gpuBox = { ...DEFAULT_ENDPOINT, hostname: "gpu-box", dialHostname: "gpu-box" };
const pointedThere = { ...at(gpuBox), isRemote: true, isAmongOthers: true } as const;
const there = pointedThere.host;
const loaded = (name: string, expiresAtMs?: number) => ({
  ...fakeModel(name),
  sizeBytes: 2_000_000_000,
  ...(expiresAtMs !== undefined && { expiresAtMs }),
});

const { state } = given(
  { type: "hosts.watched", hosts: [{ host }, { host: there, name: "gpu" }] },
  { ...pointed, isAmongOthers: true },
  pointedThere,
  { ...running, host: there },
  {
    type: "models.loaded",
    host: there,
    models: [loaded("a"), loaded("b", NOW_MS + 1), loaded("c", NOW_MS - 1)],
  },
);

it("is the rows about the service while there is one host", () => {
  const one = given(pointed, running).state;
  expect(serviceTree(one, NOW_MS)).toEqual(serviceRows(one, NOW_MS));
  expect(serviceHead(one)).toEqual({});
});

it("leaves its place to the welcome text while Ollama is stopped and there is nothing else to say", () => {
  const stopped = given(pointed, running, { type: "service.stopped", host }).state;
  expect(serviceTree(stopped, NOW_MS)).toEqual([]);
  const notInstalled = given(pointed, { type: "service.not-installed", host }).state;
  expect(serviceTree(notInstalled, NOW_MS)).toEqual([]);
});

it("keeps its rows while there is something to know, or the welcome text would not be shown", () => {
  const stopped = [pointed, running, { type: "service.stopped", host }] as const;
  const died = { type: "service.died", host, death: { exit: { code: 2 }, logLines: ["panic: x"] } } as const;
  expect(serviceTree(given(...stopped, died).state, NOW_MS).length).toBeGreaterThan(1);
  const { state: plain } = given(...stopped);
  const silent = { ...plain, local: { ...plain.local, isLeaderSilent: true } };
  expect(serviceTree(silent, NOW_MS).length).toBeGreaterThan(1);
  expect(serviceMessage(silent)).toContain("not responding");
});

it("has a row for each of several hosts, with what is still loaded there", () => {
  expect(serviceTree(state, NOW_MS)).toMatchObject([
    { key: `host ${host}`, name: "This machine", detail: "Looking…", isChosen: true },
    {
      key: `host ${there}`,
      name: "gpu",
      detail: "Running · 2 loaded · 4.0 GB",
      isChosen: false,
      children: [],
    },
  ]);
  expect(serviceHead(state)).toEqual({ title: "Hosts", description: "2" });
});

it("has the rows about the service below the host that is shown, with its address in place of its situation", () => {
  const [first, second] = serviceTree(stateAt(state, there), NOW_MS).filter((row) => "children" in row);
  expect(first).toMatchObject({ children: [] });
  expect(second?.isChosen).toBe(true);
  expect(second?.children.find(({ key }) => key === "address")?.label).toBe("gpu-box:11434");
  expect(second?.children.map(({ key }) => key)).not.toContain("state");
});
