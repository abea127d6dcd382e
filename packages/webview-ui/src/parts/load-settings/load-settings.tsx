import type { LoadSettingsView } from "@paddock/core/views";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { usePersistedState } from "../../persisted-state.ts";
import { useRequest } from "../../requests.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { Fold } from "../fold/fold.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import "./load-settings.css";

type Typed = {
  readonly context?: string;
  readonly gpuLayers?: string;
  readonly keep?: string;
  /** What was saved when it was typed. */
  readonly over?: string;
};

/** How a model is loaded. What was typed stays until it is saved, also if it is refused. */
export function LoadSettings({ loading }: { readonly loading: LoadSettingsView }) {
  const { model, title, summary, note, context, gpuLayers, keep, save, saved, reset } = loading;
  const [typed, setTyped] = usePersistedState<Typed>(`load-settings ${model}`, {});
  const before = `${context.value} ${gpuLayers.value} ${keep.value}`;
  useEffect(() => {
    if (typed.over !== before) setTyped({});
  }, [before]);
  const type = (change: Typed): void => setTyped({ ...typed, ...change, over: before });
  const chosen = {
    context: typed.context ?? context.value,
    gpuLayers: typed.gpuLayers ?? gpuLayers.value,
    keep: keep.choices.find(({ value }) => value === typed.keep)?.value ?? keep.value,
  };
  const [send, refusal] = useRequest(chosen);
  const isSaved = before === `${chosen.context} ${chosen.gpuLayers} ${chosen.keep}`;
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    const [field, button] = ["input", "vscode-button"].map((one) =>
      form.current?.querySelector<HTMLElement>(one),
    );
    if (isSaved && button === document.activeElement) field?.focus(); // Save is disabled until something is typed
  }, [isSaved]);
  const submit = (event: Event): void => {
    event.preventDefault();
    send({ type: "model.choose-loading", model, ...chosen });
  };
  return (
    <Fold name={title} title={title} note={summary}>
      <p class="dim">{note}</p>
      <form class="load-settings" ref={form} onSubmit={submit}>
        <TextField field={context} value={chosen.context} type={(text) => type({ context: text })} />
        <TextField field={gpuLayers} value={chosen.gpuLayers} type={(text) => type({ gpuLayers: text })} />
        <label>
          <span>{keep.label}</span>
          <select value={chosen.keep} onChange={({ currentTarget }) => type({ keep: currentTarget.value })}>
            {keep.choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <small class="dim">{keep.hint}</small>
        </label>
        <div class="buttons">
          <vscode-button secondary disabled={isSaved} onClick={submit}>
            {save}
          </vscode-button>
          {reset && <ActionButton action={reset} kind="quiet" />}
          <span class="dim" role="status">
            {isSaved && saved}
          </span>
          <Refusal reason={refusal} />
        </div>
        {/* Enter in a field submits the form only if it has such a button. */}
        <input type="submit" hidden />
      </form>
    </Fold>
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
