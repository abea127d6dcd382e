import type { ServiceLog } from "@paddock/core";
import { toFailure } from "@paddock/core";
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

export function createLogChannel(): LogChannel {
  let channel: vscode.OutputChannel | undefined;
  let following: Subscription | undefined;

  const open = (): vscode.OutputChannel =>
    (channel ??= vscode.window.createOutputChannel(vscode.l10n.t("Ollama Service"), "log"));
  return {
    show(log, why) {
      following?.unsubscribe();
      const output = open();
      output.clear();
      following = followInto(output, log, why);
      output.show(true);
    },
    dispose() {
      following?.unsubscribe();
      channel?.dispose();
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
