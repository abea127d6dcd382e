import type { InspectorView } from "@paddock/core/views";
import { Fold } from "../fold/fold.tsx";

type Props = { readonly state: InspectorView["state"]; readonly words: InspectorView["words"] };

/** The state: facts, which a replay of the events restores, and readings, of which only the last value counts. */
export const StateTree = ({ state, words }: Props) => (
  <>
    {state.map(({ key, kind, json }) => (
      <Fold
        key={key}
        title={key}
        note={kind === "fact" ? words.facts : words.readings}
        isOpen={key === "service"}
      >
        <pre class="text">{json}</pre>
      </Fold>
    ))}
  </>
);
