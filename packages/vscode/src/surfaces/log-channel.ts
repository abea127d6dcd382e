import { toFailure, type ServiceLog } from "@paddock/core";
import { describeFailure } from "@paddock/core/views";
import type { Subscription } from "rxjs";
import * as vscode from "vscode";

/** Lines come in bursts, and VS Code renders each of them. */
const EVERY_MS = 50;

/** The log of the service, in VS Code's output, where it is followed at its end with its levels coloured. */
export type LogChannel = vscode.Disposable & {
  /** `why` comes last: why the service has ended, if it has. */
  show(log: ServiceLog, why: string | undefined): void;
};

/** Follows a log only while a person can see it. */
export function createLogChannel(): LogChannel {
  const name = vscode.l10n.t("Ollama Service");
  let output: vscode.OutputChannel | undefined;
  let shown: { readonly log: ServiceLog; readonly why: string | undefined } | undefined;
  let following: Subscription | undefined;
  let isVisible = false;

  function follow(): void {
    following?.unsubscribe();
    if (!output || !shown) return;
    output.clear();
    following = followInto(output, shown.log, shown.why);
  }
  const watching = vscode.window.onDidChangeVisibleTextEditors((editors) => {
    const wasVisible = isVisible;
    isVisible = editors.some(({ document: { uri } }) => uri.scheme === "output" && uri.path.endsWith(name));
    if (wasVisible && !isVisible) {
      following?.unsubscribe();
      following = undefined;
    }
    if (isVisible && !following) follow();
  });
  return {
    show(log, why) {
      shown = { log, why };
      output ??= vscode.window.createOutputChannel(name, "log");
      follow();
      output.show(true);
    },
    dispose() {
      watching.dispose();
      following?.unsubscribe();
      output?.dispose();
    },
  };
}

function followInto(output: vscode.OutputChannel, log: ServiceLog, why: string | undefined): Subscription {
  let waiting: string[] = [];
  let isFirst = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    output.append(waiting.map((line) => `${line}\n`).join(""));
    waiting = [];
    if (isFirst && why !== undefined) output.appendLine(`\n${why}`);
    isFirst = false;
  };
  const add = (line: string): void => {
    waiting.push(line);
    timer ??= setTimeout(flush, EVERY_MS);
  };
  const subscription = log
    .follow()
    .subscribe({ next: add, error: (error: unknown) => add(describeFailure(toFailure(error))) });
  subscription.add(() => clearTimeout(timer));
  return subscription;
}
