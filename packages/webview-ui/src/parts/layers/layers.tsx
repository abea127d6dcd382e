import type { ModelLayersView } from "@paddock/core/views";
import { Section } from "../section/section.tsx";
import "./layers.css";

/** The layers of a model, and what other models share of them. */
export const Layers = ({ layers: { title, note, heads, rows } }: { readonly layers: ModelLayersView }) => (
  <Section title={title} note={note}>
    <table class="layers">
      <thead>
        <tr>
          <th scope="col">{heads.layer}</th>
          <th scope="col" class="num">
            {heads.size}
          </th>
          <th scope="col">{heads.shared}</th>
          <th scope="col" class="digest">
            {heads.digest}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, layer, size, shared, sharedWhole, digest, isMissing }) => (
          <tr key={key}>
            <th scope="row">{layer}</th>
            <td class="num">{size}</td>
            <td class={isMissing ? "wrong" : ""} title={sharedWhole}>
              {shared}
            </td>
            <td class="digest mono">{digest}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Section>
);
