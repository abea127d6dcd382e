import { expect, it } from "vitest";
import { stateAt } from "../app/state.ts";
import { at, host, pointed, running } from "../testing/events.ts";
import { fakeModel, given } from "../testing/index.ts";
import { serviceHead, serviceRows, serviceTree } from "../ui/index.ts";
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
