import type { Observable, Subscription } from "rxjs";
import * as vscode from "vscode";
import { asPlainText } from "./plain-text.ts";

/** A line of a step: to choose, only to read, a warning, to wait with until an answer comes, or a heading. */
export type Line = {
  readonly kind: "choice" | "remark" | "warning" | "waiting" | "heading";
  readonly label: string;
  readonly description: string;
  readonly detail: string;
};

/** One step of several that lead to a value. */
export type Step<Choice extends Line, Value> = {
  readonly title: string;
  readonly placeholder: string;
  /** Whether what is typed narrows the lines down; else they are made from it. */
  readonly isFiltered: boolean;
  /** The lines, as they change while the step is open. */
  readonly lines$: Observable<readonly Choice[]>;
  /** Hears what is typed. */
  readonly type?: (text: string) => void;
  readonly choose: (line: Choice) => Outcome<Choice, Value>;
};

/** What choosing a line leads to. */
export type Outcome<Choice extends Line, Value> =
  /** Where something is looked for, what it finds is to be active once it is there. */
  | { readonly kind: "stay"; readonly lookingFor?: (line: Choice) => boolean }
  | { readonly kind: "go"; readonly step: Step<Choice, Value> }
  | { readonly kind: "done"; readonly value: Value };

/** Asks step by step, in one picker; one can go back. Nothing, where somebody leaves it. */
export function askStepByStep<Choice extends Line, Value>(
  first: Step<Choice, Value>,
  text: string,
): Promise<Value | undefined> {
  const picker = createPicker<Choice>();
  const path: { readonly step: Step<Choice, Value>; text: string }[] = [];
  let showing: Subscription | undefined;
  /** The label that is active since somebody last typed. */
  let active: string | undefined;
  let lookingFor: ((line: Choice) => boolean) | undefined;

  /** What comes by itself does not move what is active; what is typed begins at the top. */
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
    picker.matchOnDescription = true;
    picker.buttons = path.length > 1 ? [vscode.QuickInputButtons.Back] : [];
    picker.items = [];
    picker.value = typed;
    [active, lookingFor] = [undefined, undefined];
    step.type?.(typed);
    showing = step.lines$.subscribe((lines) => show(lines, step));
  }

  function go(step: Step<Choice, Value>): void {
    path.push({ step, text: "" });
    open(step, "");
  }

  function goBack(): void {
    path.pop();
    const before = path.at(-1);
    if (before) open(before.step, before.text);
  }

  return new Promise((resolve) => {
    picker.ignoreFocusOut = true;
    picker.onDidChangeValue((typed) => {
      const here = path.at(-1);
      if (!here) return;
      here.text = typed;
      [active, lookingFor] = [undefined, undefined];
      here.step.type?.(typed);
    });
    picker.onDidTriggerButton(goBack);
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      const here = path.at(-1);
      if (!item || !here || item.line.kind !== "choice") return;
      const outcome = here.step.choose(item.line);
      switch (outcome.kind) {
        case "stay":
          ({ lookingFor } = outcome);
          return;
        case "go":
          return go(outcome.step);
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

type Item<Choice> = vscode.QuickPickItem & { readonly line: Choice };

function createPicker<Choice>(): vscode.QuickPick<Item<Choice>> {
  const picker = vscode.window.createQuickPick<Item<Choice>>();
  // VS Code would sort the lines by how well their labels match, and leave out the headings. The switch against it has no
  // type yet (microsoft/vscode#73904); where it is missing, the lines are only sorted.
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
