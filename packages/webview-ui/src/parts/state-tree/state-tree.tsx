import type { InspectorView } from "@paddock/core/views";

type Props = { readonly state: InspectorView["state"]; readonly words: InspectorView["words"] };

/** The state: facts, which a replay of the events restores, and readings, of which only the last value counts. */
export const StateTree = ({ state, words }: Props) => (
  <>
    {state.map(({ key, kind, json }) => (
      <vscode-collapsible
        key={key}
        heading={`${key} · ${kind === "fact" ? words.facts : words.readings}`}
        open={key === "service"}
      >
        <pre class="text">{json}</pre>
      </vscode-collapsible>
    ))}
  </>
);
