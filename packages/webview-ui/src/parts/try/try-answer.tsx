import type { TryView } from "@paddock/core/views";
import { usePersistedState } from "../../persisted-state.ts";
import { Chips } from "../chips/chips.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { AnswerBox, type ShownText } from "./answer-box.tsx";
import { Figures } from "./figures.tsx";
import { RunStatus } from "./run-status.tsx";

type Props = { readonly view: Pick<TryView, "words" | "name" | "figures" | "run" | "beside"> };
type Side = { readonly name: string; readonly figures: TryView["figures"]; readonly run: TryView["run"] };

/** What came of a prompt; of two models side by side, each with its own figures. */
export function TryAnswer({ view: { words, name, figures, run, beside } }: Props) {
  const [shown, setShown] = usePersistedState<ShownText>("try-shown", "answer");
  const copy = (of: Side["run"], about: string) => (
    <CopyButton text={of?.[shown] ?? ""} about={about} label={words.copyShown} copied={words.copied} />
  );
  const segments = (
    <Chips
      label={words.show}
      chips={(["answer", "request", "raw"] as const).map((key) => ({ key, label: words[key] }))}
      chosen={shown}
      choose={setShown}
      look="chips joined"
    />
  );
  if (!beside)
    return (
      <>
        <Figures figures={figures} />
        <section class="answer">
          <div class="head">
            <h3>{words.answer}</h3>
            <RunStatus run={run} />
            {segments}
            {copy(run, words[shown])}
          </div>
          <AnswerBox label={words[shown]} run={run} shown={shown} />
        </section>
      </>
    );
  const sides: readonly Side[] = [{ name, figures, run }, beside];
  return (
    <section class="answer">
      <div class="head">
        <h3>{words.answers}</h3>
        <span class="end">{segments}</span>
      </div>
      <div class="pair">
        {sides.map((side) => (
          <article key={side.name}>
            <div class="head">
              <h4 title={side.name}>{side.name}</h4>
              {copy(side.run, `${words[shown]} ${side.name}`)}
            </div>
            <div class="doing">
              <RunStatus run={side.run} />
            </div>
            <Figures figures={side.figures} />
            <AnswerBox label={`${words[shown]}: ${side.name}`} run={side.run} shown={shown} />
          </article>
        ))}
      </div>
    </section>
  );
}
