import { firstValueFrom, last, map, take } from "rxjs";
import type { ConfirmPort, Question } from "../ui/confirm.port.ts";
import type { NewModel, PromptPort } from "../ui/prompt.port.ts";
import type { ShowPort } from "../ui/show.port.ts";

/** A fake person at a window: their answers, and what they were asked and shown. */
export class FakePerson implements ConfirmPort, PromptPort, ShowPort {
  /** Whether they confirm questions. */
  saysYes = true;
  /** Whether they choose the first option. */
  chooses = true;
  /** What they type into an input box; absent: they close it. */
  types: string | undefined;
  newModelChosen: NewModel | undefined;
  fileChosen: string | undefined;
  /** Whether they enter a header. */
  entersHeader = true;
  /** What they do with a text in an editor. */
  edits = (text: string): string => text;
  /** The buttons of a draft that they press. */
  presses: readonly string[] = [];
  readonly questions: Question[] = [];
  /** The texts that they saved. */
  readonly saved: string[] = [];
  /** What they were asked to choose something for. */
  readonly titles: string[] = [];
  /** The options that they were offered. */
  readonly choices: string[][] = [];
  /** What they were told where they had to choose. */
  readonly placeholders: string[] = [];
  /** What they were shown, in order. */
  readonly shown: string[] = [];

  confirm = (question: Question): Promise<boolean> => {
    this.questions.push(question);
    return Promise.resolve(this.saysYes);
  };
  choose: PromptPort["choose"] = ({ title, placeholder, choices }) => {
    this.placeholders.push(placeholder);
    this.titles.push(title);
    this.choices.push(choices.map(({ label }) => label));
    return Promise.resolve(this.chooses ? choices[0]?.value : undefined);
  };
  text: PromptPort["text"] = ({ problem }) => {
    const { types } = this;
    return Promise.resolve(types !== undefined && problem(types) === undefined ? types : undefined);
  };
  newModel: PromptPort["newModel"] = (text) => {
    this.shown.push(`new model: ${text}`);
    return Promise.resolve(this.newModelChosen);
  };
  file: PromptPort["file"] = (title) => {
    this.shown.push(`file: ${title}`);
    return Promise.resolve(this.fileChosen);
  };
  newFile: PromptPort["newFile"] = ({ name }) => {
    this.shown.push(`new file: ${name}`);
    return Promise.resolve(this.fileChosen);
  };
  newHeaders: PromptPort["newHeaders"] = (origin) => {
    this.shown.push(`new headers: ${origin}`);
    return Promise.resolve({ Authorization: "Bearer token" });
  };
  headers: PromptPort["headers"] = (origin) => {
    this.shown.push(`headers: ${origin}`);
    return Promise.resolve(this.entersHeader);
  };

  mention: ShowPort["mention"] = (text) => void this.shown.push(text);
  refusal: ShowPort["refusal"] = ({ reason }) => void this.shown.push(`refused: ${reason}`);
  ownLog: ShowPort["ownLog"] = () => void this.shown.push("own log");
  offer: ShowPort["offer"] = ({ text, label }) => this.#see(`${text} [${label}]`, this.saysYes);
  copy: ShowPort["copy"] = (text) => this.#see(`clipboard: ${text}`);
  page: ShowPort["page"] = (page, part) =>
    this.#see(part === undefined ? `page: ${page}` : `page: ${page}, ${part}`);
  reload: ShowPort["reload"] = () => this.#see("reload");
  menu: ShowPort["menu"] = () => this.#see("menu");
  setting: ShowPort["setting"] = (id) => this.#see(`setting: ${id}`);
  website: ShowPort["website"] = (url) => this.#see(`website: ${url}`);
  terminal: ShowPort["terminal"] = (command, variables) =>
    this.#see(
      `terminal: ${[...Object.entries(variables ?? {}).map((one) => one.join("=")), command].join(" ")}`,
    );
  document: ShowPort["document"] = (text) => this.#see(`document: ${text}`);
  folder: ShowPort["folder"] = (path) => this.#see(`folder: ${path}`, this.saysYes);
  draft: ShowPort["draft"] = ({ text, buttons, press }) => {
    this.shown.push(`draft: ${text}`);
    for (const { label, value } of buttons) if (this.presses.includes(label)) press(value, this.edits(text));
    return Promise.resolve();
  };
  save: ShowPort["save"] = ({ name, kinds: [kind], textOf }) => {
    if (kind === undefined || !this.saysYes) return Promise.resolve({ kind: "cancelled" });
    this.saved.push(textOf(kind));
    return Promise.resolve({ kind: "saved", path: `/home/user/${name}.${kind}` });
  };
  /** Whether they cancel what they see the progress of. */
  cancels = false;
  progress: ShowPort["progress"] = async (title, share$) => {
    this.shown.push(`progress: ${title}`);
    const isEnded = await firstValueFrom(
      (this.cancels ? share$.pipe(take(1)) : share$).pipe(
        last(),
        map(() => !this.cancels),
      ),
      { defaultValue: true },
    );
    return isEnded;
  };
  serviceLog: ShowPort["serviceLog"] = (_log, why = "") =>
    void this.shown.push(why === "" ? "service log" : `service log: ${why}`);

  #see(what: string): Promise<void>;
  #see<Answer>(what: string, answer: Answer): Promise<Answer>;
  #see<Answer>(what: string, answer?: Answer): Promise<Answer | undefined> {
    this.shown.push(what);
    return Promise.resolve(answer);
  }
}
