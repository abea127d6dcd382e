import type { InspectorView } from "@paddock/core/views";
import "./made-requests.css";

type Props = {
  readonly requests: NonNullable<InspectorView["open"]>["requests"];
  readonly words: InspectorView["words"];
  /** Whether these are the last ones; else those around an event. */
  readonly isNow: boolean;
};

/** The requests that this window has made, and how many each host has got. */
export const MadeRequests = ({ requests: { rows, byHost, remark }, words, isNow }: Props) => (
  <div class="made-requests">
    {isNow && byHost.length > 0 && (
      <table>
        <thead>
          <tr>
            <th>{words.host}</th>
            <th class="num">{words.minute}</th>
            <th class="num">{words.known}</th>
          </tr>
        </thead>
        <tbody>
          {byHost.map(({ key, minute, all }) => (
            <tr key={key}>
              <td class="cut">{key}</td>
              <td class="num">{minute}</td>
              <td class="num">{all}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {rows.length > 0 && (
      <table>
        <thead>
          <tr>
            <th>{words.began}</th>
            <th>{words.request}</th>
            <th class="for">{words.purpose}</th>
            <th class="to">{words.to}</th>
            <th>{words.status}</th>
            <th class="num">{words.bytes}</th>
            <th class="num">{words.took}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td class="time">{row.began}</td>
              <td class="cut" title={`${row.method} ${row.path}`}>
                <code>
                  <span class="dim">{row.method}</span> {row.path}
                </code>
                <small class="below cut" title={row.purpose}>
                  {row.purpose}
                </small>
              </td>
              <td class="cut dim for" title={row.purpose}>
                {row.purpose}
              </td>
              <td class="cut dim to" title={row.origin}>
                {row.origin}
              </td>
              <td class={row.isWrong ? "failed" : ""}>{row.status}</td>
              <td class="num">{row.size}</td>
              <td class="num">{row.took}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {remark !== "" && <p class="dim">{remark}</p>}
  </div>
);
