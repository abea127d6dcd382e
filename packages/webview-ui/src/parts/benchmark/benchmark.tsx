import type { TryView } from "@paddock/core/views";
import { useRequest } from "../../requests.ts";
import { Dot } from "../dot/dot.tsx";
import { ProgressBar } from "../progress-bar/progress-bar.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import "./benchmark.css";

type Props = { readonly view: NonNullable<TryView["benchmark"]> };

/** How quick a model is with one request and with several. Its height is always the same. */
export function Benchmark({ view: { title, isOngoing, status, percent, action, words, rows, note } }: Props) {
  const [send, refusal] = useRequest();
  return (
    <section class="benchmark">
      <div class="head">
        <h3>{title}</h3>
        <small class={status.tone === "quiet" ? "status dim" : "status"}>
          {status.tone !== "quiet" && <Dot tone={status.tone} />}
          <span role={isOngoing ? undefined : "status"} title={status.text}>
            {status.text}
          </span>
        </small>
        <vscode-button class="run" secondary onClick={() => send(action.request)}>
          {action.label}
        </vscode-button>
      </div>
      <div class={isOngoing ? "progress" : "progress idle"}>
        <ProgressBar label={words.progress} percent={percent} tone="busy" />
      </div>
      <table>
        <thead>
          <tr>
            <th>{words.atOnce}</th>
            <th class="num">{words.together}</th>
            <th class="num less">{words.each}</th>
            <th class="num">{words.first}</th>
            <th class="num change">{words.change}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, atOnce, together, each, first, change }) => (
            <tr key={key}>
              <th scope="row">{atOnce}</th>
              <td class="num">{together}</td>
              <td class="num less">{each}</td>
              <td class="num">{first}</td>
              <td class="num change">{change}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="below dim">
        {note}
        <Refusal reason={refusal} />
      </p>
    </section>
  );
}
