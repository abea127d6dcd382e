import type { ApiTabView, Tone } from "@paddock/core/views";
import { Icon, type IconName } from "../icon/icon.tsx";

const ICONS = {
  good: "pass-filled",
  warn: "warning",
  wrong: "error",
  busy: "loading",
  quiet: "circle-large",
} as const satisfies Record<Tone, IconName>;

/** The steps of a test: the same rows before, while and after it runs. */
export const TestSteps = ({ steps }: { readonly steps: ApiTabView["health"]["steps"] }) => (
  <table class="steps">
    <tbody>
      {steps.map(({ key, label, detail, took, tone }) => (
        <tr key={key}>
          <th scope="row" class={tone}>
            <Icon name={ICONS[tone]} />
            {label}
          </th>
          <td class={tone === "wrong" ? "wrong" : "dim cut"} title={detail}>
            {detail}
          </td>
          <td class="num">{took}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
