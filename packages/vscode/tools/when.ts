import type { ActionType } from "@paddock/core/actions";
import type { MenuContext, ViewName } from "@paddock/core/views";

/** A VS Code `when` clause, built from names that the compiler checks. */
export type When = string;

type Situation = MenuContext["situation"];

export const inView = (view: ViewName): When => `view == paddock.${view}`;

/** A context key, such as `canStart`. */
export const can = (key: Exclude<keyof MenuContext, "situation">): When => `paddock.${key}`;

export const situationIs = (situation: Situation): When => `paddock.situation == ${situation}`;

export const situationIsNot = (situation: Situation): When => `paddock.situation != ${situation}`;

export const not = (when: When): When => `!${when}`;

/** Matches rows that offer an action: a row's `viewItem` is a list of the actions it offers. */
export const onRowsThatOffer = (type: ActionType): When =>
  `viewItem =~ /(^| )${type.replaceAll(".", "\\.")}( |$)/`;

export const all = (...whens: readonly When[]): When => whens.join(" && ");
