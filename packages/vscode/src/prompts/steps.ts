import type { Observable, Subscription } from "rxjs";
import * as vscode from "vscode";
import { asPlainText } from "./plain-text.ts";

/** A line of a step. Only a `choice` can be picked; `waiting` marks a line whose answer has not arrived yet. */
type Line = {
  readonly kind: "choice" | "remark" | "warning" | "waiting" | "heading";
  readonly label: string;
  readonly description: string;
  readonly detail: string;
};

/** One step of a prompt with several steps. */
export type Step<Choice extends Line, Value> = {
  readonly title: string;
  readonly placeholder: string;
  /** Whether the typed text filters the lines; otherwise the lines are computed from it. */
  readonly isFiltered: boolean;
  readonly lines$: Observable<readonly Choice[]>;
  /** Called with the text whenever it changes. */
  readonly type?: (text: string) => void;
  readonly choose: (line: Choice) => Outcome<Choice, Value>;
};

/** What happens after a line is chosen. */
type Outcome<Choice extends Line, Value> =
  /** The first line that `lookingFor` matches becomes active as soon as it appears. */
  | { readonly kind: "stay"; readonly lookingFor?: (line: Choice) => boolean }
  /** `text` is in the input at first; absent: none. */
  | { readonly kind: "go"; readonly step: Step<Choice, Value>; readonly text?: string }
  | { readonly kind: "done"; readonly value: Value };

/** Asks step by step in one picker, with a Back button. Resolves with `undefined` if the picker is closed. */
export function askStepByStep<Choice extends Line, Value>(
  first: Step<Choice, Value>,
  text: string,
): Promise<Value | undefined> {
  const picker = createPicker<Choice>();
  const path: { readonly step: Step<Choice, Value>; text: string }[] = [];
  let showing: Subscription | undefined;
  /** The label that has become active since the text last changed. */
  let active: string | undefined;
  let lookingFor: ((line: Choice) => boolean) | undefined;

  /** Keeps the active line when lines change by themselves; after typing, the first line becomes active. */
  function show(lines: readonly Choice[], { isFiltered }: Step<Choice, Value>): void {
    picker.items = lines.map((line) => itemOf(line, isFiltered));
    const found = picker.items.find(({ line }) => lookingFor?.(line) ?? false);
    const next = found ?? picker.items.find(({ label }) => label === active);
    if (found) lookingFor = undefined;
    if (next) picker.activeItems = [next];
    picker.busy = lines.some(({ kind }) => kind === "waiting");
  }

  function open(step: Step<Choice, Value>, typed: string): void {
    showing?.unsubscribe();
    picker.title = step.title;
    picker.placeholder = step.placeholder;
    picker.buttons = path.length > 1 ? [vscode.QuickInputButtons.Back] : [];
    picker.items = [];
    picker.value = typed;
    [active, lookingFor] = [undefined, undefined];
    step.type?.(typed);
    showing = step.lines$.subscribe((lines) => show(lines, step));
  }

  function go(step: Step<Choice, Value>, text = ""): void {
    path.push({ step, text });
    open(step, text);
  }

  function goBack(): void {
    path.pop();
    const before = path.at(-1);
    if (before) open(before.step, before.text);
  }

  return new Promise((resolve) => {
    picker.onDidChangeValue((typed) => {
      const here = path.at(-1);
      if (!here) return;
      here.text = typed;
      [active, lookingFor] = [undefined, undefined];
      here.step.type?.(typed);
    });
    picker.onDidTriggerButton(goBack);
    picker.onDidAccept(() => {
      const outcome = chosen(picker, path.at(-1)?.step);
      switch (outcome?.kind) {
        case undefined:
          return;
        case "stay":
          ({ lookingFor } = outcome);
          return;
        case "go":
          return go(outcome.step, outcome.text);
        case "done":
          resolve(outcome.value);
          picker.hide();
      }
    });
    picker.onDidChangeActive(([item]) => (active = item?.label));
    picker.onDidHide(() => {
      showing?.unsubscribe();
      picker.dispose();
      resolve(undefined);
    });
    path.push({ step: first, text });
    open(first, text);
    picker.show();
  });
}

/** What follows from the selected line, if it is one that can be chosen. */
function chosen<Choice extends Line, Value>(
  { selectedItems: [item] }: vscode.QuickPick<Item<Choice>>,
  step: Step<Choice, Value> | undefined,
): Outcome<Choice, Value> | undefined {
  return item?.line.kind === "choice" ? step?.choose(item.line) : undefined;
}

type Item<Choice> = vscode.QuickPickItem & { readonly line: Choice };

function createPicker<Choice>(): vscode.QuickPick<Item<Choice>> {
  const picker = vscode.window.createQuickPick<Item<Choice>>();
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  // By default VS Code sorts the lines by how well their labels match, and omits the headings. The option that prevents
  // this is not in the public types yet (microsoft/vscode#73904).
  if ("sortByLabel" in picker) Object.assign(picker, { sortByLabel: false });
  return picker;
}

function itemOf<Choice extends Line>(line: Choice, isFiltered: boolean): Item<Choice> {
  const label = asPlainText(line.label);
  return {
    label: line.kind === "warning" ? `$(warning) ${label}` : label,
    description: asPlainText(line.description),
    line,
    alwaysShow: !isFiltered,
    ...(line.detail !== "" && { detail: asPlainText(line.detail) }),
    ...(line.kind === "heading" && { kind: vscode.QuickPickItemKind.Separator }),
  };
}
