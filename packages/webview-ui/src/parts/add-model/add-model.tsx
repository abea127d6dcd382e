import type { DashboardView } from "@paddock/core/views";
import { useEffect, useState } from "preact/hooks";
import { usePersistedState } from "../../persisted-state.ts";
import { useRequest } from "../../requests.ts";
import { Refusal } from "../refusal/refusal.tsx";
import "./add-model.css";

/** A field for the name of a model to download; without a name the button opens the search. */
export function AddModel({ words }: { readonly words: DashboardView["words"] }) {
  const [send, refusal] = useRequest();
  const [text, setText] = usePersistedState<string>("add", "");
  const [sent, setSent] = useState("");
  const add = (): void => {
    send({ type: "download.add", ...(text.trim() !== "" && { text: text.trim() }) });
    setSent(text);
    setText("");
  };
  useEffect(() => {
    if (refusal !== undefined && text === "") setText(sent); // what was typed can be sent again
  }, [refusal]);
  return (
    <div class="add">
      <vscode-textfield
        placeholder={words.addHint}
        aria-label={words.addHint}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === "Enter") add();
        }}
      />
      <vscode-button onClick={add}>{words.addModel}</vscode-button>
      <Refusal reason={refusal} />
    </div>
  );
}
