import type { TryView } from "@paddock/core/views";
import { useRef } from "preact/hooks";
import { Icon } from "../icon/icon.tsx";
import { CompareWith } from "./compare-with.tsx";
import type { PromptInput } from "./use-prompt.ts";

type Props = {
  readonly view: TryView;
  readonly prompt: PromptInput;
  readonly isOngoing: boolean;
  readonly ask: () => void;
  readonly stop: () => void;
};

/** The prompt, its options, and the one button that asks and stops. */
export function TryPrompt({ view, prompt, isOngoing, ask, stop }: Props) {
  const { words, options, takesImages, isUp } = view;
  const picker = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || isOngoing) return;
    event.preventDefault();
    ask();
  };
  const onPaste = ({ clipboardData }: ClipboardEvent): void => {
    if (takesImages && clipboardData && clipboardData.files.length > 0) prompt.addImages(clipboardData.files);
  };
  return (
    <div class="prompt">
      <textarea
        rows={3}
        value={prompt.text}
        aria-label={words.prompt}
        placeholder={words.promptHint}
        onInput={({ currentTarget }) => prompt.setText(currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div class="line">
        <span class="options">
          {options.map(({ key, label, choices }) => (
            <select
              key={key}
              aria-label={label}
              value={choices.some((one) => one.key === prompt.chosen[key]) ? prompt.chosen[key] : ""}
              onChange={({ currentTarget }) => prompt.choose(key, currentTarget.value)}
            >
              {choices.map((choice) => (
                <option key={choice.key} value={choice.key}>
                  {choice.label}
                </option>
              ))}
            </select>
          ))}
          <CompareWith view={view} />
        </span>
        {prompt.images.map((image) => (
          <button
            key={image.id}
            class="chip image"
            title={words.removeImage}
            aria-label={`${words.removeImage} ${image.name}`}
            onClick={() => prompt.removeImage(image)}
          >
            <span>{image.name}</span> <Icon name="close" />
          </button>
        ))}
        <span class="end">
          <small class={isOngoing ? "dim" : "dim idle"}>{words.escStops}</small>
          {takesImages && (
            <>
              <vscode-button secondary onClick={() => picker.current?.click()}>
                {words.addImage}
              </vscode-button>
              <input
                ref={picker}
                type="file"
                accept="image/png,image/jpeg,image/webp"
                multiple
                hidden
                onChange={({ currentTarget }) => {
                  prompt.addImages([...(currentTarget.files ?? [])]);
                  currentTarget.value = "";
                }}
              />
            </>
          )}
          <vscode-button class="ask" secondary={!isUp} onClick={isOngoing ? stop : ask}>
            {isOngoing && <Icon name="primitive-square" />}
            {isOngoing ? words.stop : words.ask}
          </vscode-button>
        </span>
      </div>
    </div>
  );
}
