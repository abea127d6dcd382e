import type { DashboardView } from "@paddock/core/views";
import { ActionButton } from "../action-button/action-button.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Dot } from "../dot/dot.tsx";
import { Section } from "../section/section.tsx";
import "./api-tab.css";

/** The test of the API, its addresses, and an example request. */
export function ApiTab({ view: { test, addresses, example, words } }: { readonly view: DashboardView }) {
  return (
    <div class="api-tab">
      <Section
        title={words.health}
        controls={<ActionButton action={test.action} kind="primary" disabled={test.tone === "busy"} />}
      >
        <p class="health" aria-live="polite">
          <Dot tone={test.tone} /> {test.summary}
        </p>
        <table>
          <tbody>
            {test.steps.map(({ key, label, detail, took, tone }) => (
              <tr key={key}>
                <th scope="row">
                  <Dot tone={tone} />
                  {label}
                </th>
                <td class={tone === "wrong" ? "wrong" : "dim"}>{detail}</td>
                <td class="num">{took}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {addresses.length > 0 && <Addresses addresses={addresses} example={example} words={words} />}
    </div>
  );
}

/** Only a valid host has addresses. */
function Addresses({ addresses, example, words }: Pick<DashboardView, "addresses" | "example" | "words">) {
  return (
    <div>
      <Section title={words.addresses}>
        <table>
          <tbody>
            {addresses.map(({ label, url }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td class="mono">{url}</td>
                <td class="num">
                  <CopyButton text={url} label={words.copy} copied={words.copied} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section
        title={words.example}
        controls={<CopyButton text={example} label={words.copy} copied={words.copied} />}
      >
        <pre class="text">{example}</pre>
      </Section>
    </div>
  );
}
