import type { ServiceTabView } from "@paddock/core/views";
import { ProgressBar } from "../progress-bar/progress-bar.tsx";

/** The devices that Ollama computes on, and what models took of their memory. */
export const Devices = ({ memory }: { readonly memory: ServiceTabView["memory"] }) => (
  <>
    <table class="devices">
      <thead>
        <tr>
          <th scope="col">{memory.heads.device}</th>
          <th scope="col">{memory.heads.by}</th>
          <td class="wide" />
          <th scope="col" class="num">
            {memory.heads.inUse}
          </th>
          <th scope="col" class="num">
            {memory.heads.total}
          </th>
        </tr>
      </thead>
      <tbody>
        {memory.devices.map(({ key, label, by, share, inUse, total }) => (
          <tr key={key}>
            <th scope="row" title={label}>
              {label}
            </th>
            <td class="dim">{by}</td>
            <td class="wide">
              {share !== undefined && (
                <ProgressBar
                  label={`${label}: ${memory.heads.inUse}`}
                  percent={Math.round(share * 100)}
                  tone="busy"
                />
              )}
            </td>
            <td class="num">{inUse}</td>
            <td class="num">{total}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {memory.loads.length > 0 && (
      <ul class="loads">
        {memory.loads.map(({ key, label, detail }) => (
          <li key={key}>
            {label}
            <small>{detail}</small>
          </li>
        ))}
      </ul>
    )}
    {memory.context && <p class="dim context">{memory.context}</p>}
  </>
);
