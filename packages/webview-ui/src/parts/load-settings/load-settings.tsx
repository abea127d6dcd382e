import type { LoadSettingsView } from "@paddock/core/views";
import { useEffect, useState } from "preact/hooks";
import { useRequest } from "../../requests.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import { Section } from "../section/section.tsx";
import "./load-settings.css";

type Keep = LoadSettingsView["keep"]["value"];
type Typed = { readonly context?: string; readonly gpuLayers?: string; readonly keep?: Keep };

/** How a model is loaded. What was typed stays until it is saved, also if it is refused. */
export function LoadSettings({ loading }: { readonly loading: LoadSettingsView }) {
  const { model, title, note, context, gpuLayers, keep, save, reset } = loading;
  const [typed, setTyped] = useState<Typed>({});
  const [send, refusal] = useRequest();
  const saved = `${context.value} ${gpuLayers.value} ${keep.value}`;
  useEffect(() => setTyped({}), [saved]);
  const submit = (event: Event): void => {
    event.preventDefault();
    send({ type: "model.choose-loading", model, ...typed });
  };
  return (
    <Section title={title} note={note}>
      <form class="load-settings" onSubmit={submit}>
        <TextField
          field={context}
          value={typed.context ?? context.value}
          type={(text) => setTyped({ ...typed, context: text })}
        />
        <TextField
          field={gpuLayers}
          value={typed.gpuLayers ?? gpuLayers.value}
          type={(text) => setTyped({ ...typed, gpuLayers: text })}
        />
        <label>
          <span>{keep.label}</span>
          <select
            value={typed.keep ?? keep.value}
            onChange={({ currentTarget }) =>
              setTyped({ ...typed, keep: keep.choices[currentTarget.selectedIndex]?.value ?? "" })
            }
          >
            {keep.choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <small class="dim">{keep.hint}</small>
        </label>
        <div class="buttons">
          <vscode-button secondary onClick={submit}>
            {save}
          </vscode-button>
          {reset && <ActionButton action={reset} kind="quiet" />}
        </div>
        {/* Enter in a field submits the form only if it has such a button. */}
        <input type="submit" hidden />
      </form>
      <p class="load-settings-refusal">
        <Refusal reason={refusal} />
      </p>
    </Section>
  );
}

type TextFieldProps = {
  readonly field: LoadSettingsView["context"];
  readonly value: string;
  readonly type: (text: string) => void;
};

const TextField = ({ field: { label, placeholder, hint }, value, type }: TextFieldProps) => (
  <label>
    <span>{label}</span>
    <input
      value={value}
      placeholder={placeholder}
      maxLength={100}
      onInput={({ currentTarget }) => type(currentTarget.value)}
    />
    <small class="dim">{hint}</small>
  </label>
);
