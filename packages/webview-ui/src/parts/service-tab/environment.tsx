import type { ServiceTabView } from "@paddock/core/views";
import { usePersistedState } from "../../persisted-state.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { Icon } from "../icon/icon.tsx";
import { Section } from "../section/section.tsx";

type Props = {
  readonly environment: ServiceTabView["environment"];
  /** Why the variables are not known; empty if they are. */
  readonly unknown: string;
};

/** The variables that differ from Ollama's defaults, or all. */
export function Environment({ environment, unknown }: Props) {
  const [shown, setShown] = usePersistedState<"differing" | "all">("environment", "differing");
  const { title, note, noteOfAll, differing, all, showAll, showLess, none, waiting } = environment;
  const rows = shown === "all" ? all : differing;
  const names = new Set(differing.map(({ key }) => key));
  const toggle = all.length > 0 && (
    <button class="link" aria-expanded={shown === "all"} onClick={() => setShown(next(shown))}>
      {shown === "all" ? showLess : showAll}
    </button>
  );
  return (
    <Section title={title} note={unknown !== "" ? "" : shown === "all" ? noteOfAll : note} controls={toggle}>
      {waiting && (
        <p class="waiting">
          <Icon name="info" /> <span>{waiting.text}</span> <ActionButton action={waiting.action} />
        </p>
      )}
      {unknown !== "" && <p class="dim">{unknown}</p>}
      {unknown === "" && rows.length === 0 && <p class="dim">{none}</p>}
      <table class="settings">
        <tbody>
          {rows.map(({ key, value, remark, source }) => (
            <tr key={key} class={shown === "all" && names.has(key) ? "differs" : undefined}>
              <th scope="row" class="mono">
                {key}
              </th>
              <td>
                <span class="mono">{value === "" ? "–" : value}</span>
                {remark && <small> {remark}</small>}
              </td>
              <td class="n">{source && <small title={source.title}>{source.text}</small>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

const next = (shown: "differing" | "all"): "differing" | "all" => (shown === "all" ? "differing" : "all");
