import * as l10n from "@vscode/l10n";
import type { AppEvent } from "../../app/events.ts";
import type { TestStep } from "../../api-test/api-test.ts";
import { describeCause } from "../../ui/text/failure.view.ts";
import { took } from "../../ui/text/format.view.ts";
import { said, wrong, type EventWords } from "./words.view.ts";

type TestEvents = Extract<AppEvent, { readonly type: `test.${string}` }>;

export function testEventWords(event: TestEvents, model: string): EventWords {
  switch (event.type) {
    case "test.requested":
      return said(l10n.t("API test requested"), model);
    case "test.stepped":
      return stepWords(event.step);
    case "test.completed":
      return said(l10n.t("API test is complete"));
  }
}

function stepWords(step: TestStep): EventWords {
  const name = stepName(step);
  switch (step.outcome) {
    case "passed":
      return said(l10n.t("API test: {0} passed", name), took(step.tookMs));
    case "failed":
      return wrong(l10n.t("API test: {0} failed", name), describeCause(step.failure));
    case "skipped":
      return said(l10n.t("API test: {0} was skipped", name));
  }
}

function stepName({ step }: TestStep): string {
  switch (step) {
    case "reach":
      return l10n.t("Reachable");
    case "version":
      return l10n.t("Version");
    case "answer":
      return l10n.t("Answers");
  }
}
