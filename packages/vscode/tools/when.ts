import type { ActionType } from "@paddock/core/actions";
import type { MenuContext, ViewName } from "@paddock/core/views";

/** A condition in VS Code's `when` language, made of names that the compiler knows. */
export type When = string;

type Situation = MenuContext["situation"];

/** The view that a menu belongs to. */
export const inView = (view: ViewName): When => `view == paddock.${view}`;

/** What can be done now. */
export const can = (key: Exclude<keyof MenuContext, "situation">): When => `paddock.${key}`;

/** How the service is. */
export const situationIs = (situation: Situation): When => `paddock.situation == ${situation}`;

/** How the service is not. */
export const situationIsNot = (situation: Situation): When => `paddock.situation != ${situation}`;

/** That something does not hold. */
export const not = (when: When): When => `!${when}`;

/** The rows that offer an action: a row's `viewItem` is the names of those that it offers. */
export const onRowsThatOffer = (type: ActionType): When =>
  `viewItem =~ /(^| )${type.replaceAll(".", "\\.")}( |$)/`;

/** That all of it holds. */
export const all = (...whens: readonly When[]): When => whens.join(" && ");
