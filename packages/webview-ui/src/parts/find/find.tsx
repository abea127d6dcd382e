import { unkeyed, type FindView } from "@paddock/core/views";
import type { ComponentChildren } from "preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePersistedState } from "../../persisted-state.ts";
import { RequestsContext, useRequest } from "../../requests.ts";
import { Refusal } from "../refusal/refusal.tsx";
import { SearchField } from "../search-field/search-field.tsx";
import { FindList } from "./find-list.tsx";
import "./find.css";

type Props = {
  readonly find: FindView;
  /** Right below the field. */
  readonly children?: ComponentChildren;
};

/** What can be downloaded: what comes with Paddock at once, and other hosts by a button. */
export function Find({ find, children }: Props) {
  const { send } = useContext(RequestsContext);
  const [ask, refusal] = useRequest();
  const [text, setText] = usePersistedState<string>("add", "");
  const [entered, enter] = useState<string>();
  const place = find.groups.find(({ key }) => key === entered) ?? find.groups[0];
  const part = useRef<HTMLElement>(null);
  // Before anything can be typed: a later effect would send the old text after the new one.
  useLayoutEffect(() => void send({ type: "search.type", text }), []);
  const type = (next: string): void => {
    setText(next);
    send({ type: "search.type", text: next });
  };
  return (
    <section class="find" ref={part}>
      <SearchField
        hint={find.hint}
        value={text}
        type={type}
        enter={() => part.current?.querySelector<HTMLElement>(".find-row[tabindex='0']")?.focus()}
      />
      {children}
      {find.groups.map(({ key, title, note, rows, showAll }) => (
        <FindList
          key={key}
          place={key}
          title={title}
          note={note}
          rows={unkeyed(rows)}
          isEntered={key === place?.key}
          enter={() => enter(key)}
          most={text === "" ? MOST_UNASKED : undefined}
          showAll={showAll}
          moreSizes={find.moreSizes}
        />
      ))}
      {find.elsewhere.length > 0 && (
        <p class="elsewhere">
          {find.elsewhere.map(({ label, request }) => (
            <vscode-button secondary key={label} onClick={() => ask(request)}>
              {label}
            </vscode-button>
          ))}
          <Refusal reason={refusal} />
        </p>
      )}
    </section>
  );
}

/** So many popular models are shown before the person wants all. */
const MOST_UNASKED = 8;
