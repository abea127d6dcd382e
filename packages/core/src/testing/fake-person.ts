import type { ConfirmPort, Question } from "../ui/confirm.port.ts";
import type { NewModel, PromptPort } from "../ui/prompt.port.ts";
import type { ShowPort } from "../ui/show.port.ts";

/** A person at a window: what they are asked and shown, and how they answer. */
export class FakePerson implements ConfirmPort, PromptPort, ShowPort {
  /** Whether they say yes to what they are asked. */
  saysYes = true;
  /** Whether they choose the first of what they can choose from. */
  chooses = true;
  /** What they type where they are asked for a text; absent: they leave it. */
  types: string | undefined;
  newModelChosen: NewModel | undefined;
  /** Whether they enter a header. */
  entersHeader = true;
  /** Whether there is a log of a service that was started here. */
  hasServiceLog = false;
  readonly questions: Question[] = [];
  /** What they were offered to choose from. */
  readonly choices: string[][] = [];
  /** What they were shown, in the order in which they were. */
  readonly shown: string[] = [];

  confirm = (question: Question): Promise<boolean> => {
    this.questions.push(question);
    return Promise.resolve(this.saysYes);
  };
  choose: PromptPort["choose"] = (_placeholder, choices) => {
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
  headers: PromptPort["headers"] = (origin) => {
    this.shown.push(`headers: ${origin}`);
    return Promise.resolve(this.entersHeader);
  };

  mention: ShowPort["mention"] = (text) => void this.shown.push(text);
  refusal: ShowPort["refusal"] = ({ reason }) => void this.shown.push(`refused: ${reason}`);
  ownLog: ShowPort["ownLog"] = () => void this.shown.push("own log");
  offer: ShowPort["offer"] = (text, label) => this.#see(`${text} [${label}]`, this.saysYes);
  copy: ShowPort["copy"] = (text) => this.#see(`clipboard: ${text}`);
  page: ShowPort["page"] = (page) => this.#see(`page: ${page}`);
  menu: ShowPort["menu"] = () => this.#see("menu");
  setting: ShowPort["setting"] = (id) => this.#see(`setting: ${id}`);
  website: ShowPort["website"] = (url) => this.#see(`website: ${url}`);
  serviceLog: ShowPort["serviceLog"] = () => this.#see("service log", this.hasServiceLog);

  #see(what: string): Promise<void>;
  #see<Answer>(what: string, answer: Answer): Promise<Answer>;
  #see<Answer>(what: string, answer?: Answer): Promise<Answer | undefined> {
    this.shown.push(what);
    return Promise.resolve(answer);
  }
}
