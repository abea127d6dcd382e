import type { ActionRequest, TryView } from "@paddock/core/views";
import { useState } from "preact/hooks";
import { usePersistedState } from "../../persisted-state.ts";
import { readImages, type Image } from "./read-images.ts";

type Asked = Omit<Extract<ActionRequest, { readonly type: "try.ask" }>, "type" | "model" | "host">;
type Chosen = TryView["options"][number]["choices"][number]["input"];
type OptionKey = TryView["options"][number]["key"];

/** What a person has written and chosen. It stays in this window, whichever model is shown; images only while it is open. */
export type PromptInput = {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly chosen: Readonly<Record<OptionKey, string>>;
  readonly choose: (key: OptionKey, choice: string) => void;
  readonly images: readonly Image[];
  readonly addImages: (files: Iterable<File>) => void;
  readonly removeImage: (image: Image) => void;
  /** Why a file could not be read. */
  readonly problem: string | undefined;
  readonly asked: Asked;
};

export function usePrompt({ options, takesImages }: TryView): PromptInput {
  const [text, setText] = usePersistedState<string>("prompt", "");
  const [context, setContext] = usePersistedState<string>("try-context", "");
  const [temperature, setTemperature] = usePersistedState<string>("try-temperature", "");
  const [think, setThink] = usePersistedState<string>("try-think", "");
  const [images, setImages] = useState<readonly Image[]>([]);
  const [problem, setProblem] = useState<string>();
  const chosen = { context, temperature, think };
  const choosing = { context: setContext, temperature: setTemperature, think: setThink };
  const inputs = options.map(({ key, choices }) => choices.find((one) => one.key === chosen[key])?.input);
  const sent = takesImages ? images.map(({ base64 }) => base64) : [];
  return {
    text,
    setText,
    chosen,
    choose: (key, choice) => choosing[key](choice),
    images: takesImages ? images : [],
    addImages: (files) => {
      setProblem(undefined);
      readImages(files).then(
        (more) => setImages((before) => [...before, ...more]),
        (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
      );
    },
    removeImage: (image) => setImages((before) => before.filter((one) => one !== image)),
    problem,
    asked: {
      prompt: text,
      ...inputs.reduce<Chosen>((all, input) => Object.assign(all, input), {}),
      ...(sent.length > 0 && { images: sent }),
    },
  };
}
