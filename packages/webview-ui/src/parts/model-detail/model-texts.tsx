import type { ModelText } from "@paddock/core/views";
import { Fold } from "../fold/fold.tsx";

/** The texts of a model, which are foreign: plain text, each on request. */
export const ModelTexts = ({ texts }: { readonly texts: readonly ModelText[] }) =>
  texts.map(({ label, summary, text, rows }) =>
    text === "" ? (
      <Fold key={label} name={label} title={label} note={summary} />
    ) : (
      <Fold key={label} name={label} title={label} note={summary}>
        {rows ? <TextTable rows={rows} /> : <pre class="text">{text}</pre>}
      </Fold>
    ),
  );

const TextTable = ({ rows }: Required<Pick<ModelText, "rows">>) => (
  <table class="parameters">
    <tbody>
      {rows.map(({ name, value }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{value}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
