import { describe, expect, it } from "vitest";
import { misconfiguredHostId } from "../hosts/host.ts";
import { whyNoChoice } from "../models/model-picker.view.ts";
import type { Refusal } from "../shared/decision.ts";
import { host, pointed } from "../testing/events.ts";
import { fakeModel, given } from "../testing/index.ts";
import type { AppState } from "../app/state.ts";
import { actionOfCommand, ACTION_TYPES, ACTIONS, isModelAction, parseRequest, whyNot } from "./actions.ts";
import { refusalView } from "./index.ts";

const COMMANDS = ACTION_TYPES.flatMap((type) => ACTIONS[type].doors.palette ?? []);

/** The refusal of a command that is chosen in the palette. */
function refusalOf(state: AppState, command: string): Refusal | undefined {
  const type = actionOfCommand(command)!;
  if (isModelAction(type)) return whyNoChoice(state, type);
  const parsed = parseRequest("palette", { type }, state);
  return "request" in parsed ? whyNot(state, parsed.request) : undefined;
}

const nowhere = misconfiguredHostId("paddock.host");
const invalid = {
  type: "service.misconfigured",
  host: nowhere,
  setting: "paddock.host",
  text: "x y",
  problem: "bad-host",
} as const;
const missing = { type: "service.not-installed", host } as const;
const listed = { type: "models.listed", host, models: [fakeModel("pony")] } as const;

/** What would be true of a stopped Ollama alone. */
const UNTRUE: readonly Refusal["reason"][] = ["not-running", "no-models", "log-elsewhere", "remote"];

describe.each([
  ["the host is not valid", [invalid], "Open Host Setting"],
  ["Ollama is not installed", [pointed, missing], "Install Ollama"],
  ["Ollama is not installed any more", [pointed, listed, missing], "Install Ollama"],
] as const)("while %s", (_situation, events, help) => {
  const { state } = given(...events);

  it.each(COMMANDS)("%s names the real reason if it is refused", (command) => {
    expect(UNTRUE).not.toContain(refusalOf(state, command)?.reason);
  });

  it.each([
    "paddock.models.refresh",
    "paddock.models.load",
    "paddock.models.delete",
    "paddock.models.try",
    "paddock.models.checkForUpdates",
  ])("%s offers what helps", (command) => {
    const refusal = refusalOf(state, command);
    expect(refusal && refusalView(refusal)?.actions.map(({ label }) => label)).toContain(help);
  });
});

it.each([
  "paddock.service.choosePreset",
  "paddock.service.useOtherPort",
  "paddock.service.showLog",
  "paddock.models.import",
])("%s says that the host is not valid", (command) => {
  expect(refusalOf(given(invalid).state, command)).toEqual({ reason: "bad-host", problem: "bad-host" });
});
