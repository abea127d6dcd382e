import type { Action, DashboardView, ServiceTabView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { Icon } from "../icon/icon.tsx";
import { LogLines } from "../log-lines/log-lines.tsx";
import { Devices } from "./devices.tsx";
import { Environment } from "./environment.tsx";
import { Findings } from "./findings.tsx";
import { OwnerFacts } from "./owner-facts.tsx";
import { Section } from "../section/section.tsx";
import "./service-tab.css";

type Props = { readonly view: ServiceTabView; readonly words: DashboardView["words"] };

/** Who runs Ollama, with which settings, on what, and the end of its log. */
export function ServiceTab({ view, words }: Props) {
  const { owner, environment, exposure, memory, findings, log, unknown } = view;
  return (
    <div class="service-tab">
      <div>
        <Section title={owner.title} controls={log.actions.map(buttonOf)}>
          <OwnerFacts rows={owner.rows} words={words} />
        </Section>
        <Environment environment={environment} unknown={unknown} />
        {exposure && (
          <Section title={exposure.title} icon={<Icon name="warning" />}>
            <p class="exposure">{exposure.text}</p>
          </Section>
        )}
      </div>
      <div>
        <Section title={memory.title} note={memory.note}>
          {unknown === "" ? <Devices memory={memory} /> : <p class="dim">{unknown}</p>}
        </Section>
        {findings.rows.length > 0 && (
          <Section title={findings.title} note={findings.note}>
            <Findings rows={findings.rows} />
          </Section>
        )}
        <LogLines log={log} words={words} />
      </div>
    </div>
  );
}

const buttonOf = (action: Action) => <ActionButton key={action.label} action={action} />;
