import type { ApiTabView, DashboardView } from "@paddock/core/views";
import { usePersistedState } from "../../persisted-state.ts";
import { useRequest } from "../../requests.ts";
import { Chips } from "../chips/chips.tsx";
import { Code } from "../code/code.tsx";
import { CopyButton } from "../copy-button/copy-button.tsx";
import { Icon } from "../icon/icon.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import { Section } from "../section/section.tsx";
import { ModelSelect } from "./model-select.tsx";

type Props = {
  readonly call: ApiTabView["call"];
  readonly words: DashboardView["words"];
};

const LANGUAGES = [
  { key: "curl", label: "curl" },
  { key: "javascript", label: "JavaScript" },
  { key: "python", label: "Python" },
] as const;

/** The code to call the chosen model: for what, by which API, in which language. */
export function CallIt({ call, words: pageWords }: Props) {
  const { title, model, kinds, dialects, examples, cannot, note, words } = call;
  const [wanted, wantKind] = usePersistedState<string>("callKind", "chat");
  const [wantedDialect, wantDialect] = usePersistedState<string>("callDialect", "ollama");
  const [language, setLanguage] = usePersistedState<string>("callLanguage", "curl");
  const [send, refusal] = useRequest();
  const kind = chosenIn(kinds, wanted);
  const dialect = chosenIn(dialects, wantedDialect);
  const inLanguages = examples.filter((one) => one.kind === kind && one.dialect === dialect);
  const example = inLanguages.find((one) => one.language === language);
  const lines = Math.max(...inLanguages.map(({ code }) => code.trim().split("\n").length));
  const choices = (
    <>
      <ModelSelect call={call} />
      {dialects.length > 0 && (
        <Chips
          label={words.dialect}
          chips={dialects}
          chosen={dialect ?? ""}
          choose={wantDialect}
          look="chips joined"
        />
      )}
    </>
  );
  return (
    <Section title={title} controls={<div class="choices">{choices}</div>}>
      {cannot && <p class="cannot dim">{cannot}</p>}
      {example && model && (
        <div class="code">
          <div class="top">
            <div class="languages">
              <Chips label={words.language} chips={LANGUAGES} chosen={language} choose={setLanguage} />
            </div>
            {kinds.length > 1 && (
              <Chips label={words.kind} chips={kinds} chosen={kind ?? ""} choose={wantKind} />
            )}
            <span class="end">
              <CopyButton
                text={example.code}
                label={pageWords.copy}
                copied={pageWords.copied}
                about={words.code}
              />
              <button
                class="quiet"
                title={words.open}
                aria-label={words.open}
                onClick={() =>
                  send({
                    type: "api.open-code",
                    model,
                    kind: example.kind,
                    dialect: example.dialect,
                    language: example.language,
                  })
                }
              >
                <Icon name="go-to-file" />
              </button>
            </span>
          </div>
          <pre
            class="text"
            style={{ height: `calc(${lines * 1.5}em + 20px)` }}
            tabIndex={0}
            role="region"
            aria-label={words.code}
          >
            <Code code={example.code} language={example.language} />
          </pre>
        </div>
      )}
      {note && <p class="note dim">{note}</p>}
      <Refusal reason={refusal} />
    </Section>
  );
}

/** What was chosen before, if this model has it; else the first. */
const chosenIn = <Key extends string>(
  choices: readonly { readonly key: Key }[],
  wanted: string,
): Key | undefined => (choices.find(({ key }) => key === wanted) ?? choices[0])?.key;
