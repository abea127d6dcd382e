import type { Ask, NoticeView, Tone } from "@paddock/core/views";
import * as vscode from "vscode";

const SHOW = {
  good: vscode.window.showInformationMessage,
  quiet: vscode.window.showInformationMessage,
  busy: vscode.window.showInformationMessage,
  warn: vscode.window.showWarningMessage,
  wrong: vscode.window.showErrorMessage,
} satisfies Record<Tone, (message: string, ...items: string[]) => Thenable<string | undefined>>;

export type NoticeTellerOptions = {
  /** Whether it is for this window to tell: of all windows, one is. */
  readonly claim: (number: number) => Promise<boolean>;
  readonly perform: (ask: Ask) => void;
};

/** Tells each notice that no other window tells. */
export function createNoticeTeller(options: NoticeTellerOptions): (notices: readonly NoticeView[]) => void {
  const { claim, perform } = options;
  const seen = new Set<number>();

  async function tell({ key, text, tone, actions }: NoticeView): Promise<void> {
    if (!(await claim(key))) return;
    const pressed = await SHOW[tone](text, ...actions.map(({ label }) => label));
    const action = actions.find(({ label }) => label === pressed);
    if (action) perform(action.ask);
  }

  return (notices) => {
    for (const notice of notices) {
      if (seen.has(notice.key)) continue;
      seen.add(notice.key);
      void tell(notice);
    }
  };
}
