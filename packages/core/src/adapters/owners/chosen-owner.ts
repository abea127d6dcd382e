import type { Owner } from "../../service/owner.ts";
import { ownerOf, type OwnerChoice } from "../../service/owner-choice.ts";
import { container } from "./containers/container.ts";
import { custom } from "./custom.ts";
import { kubernetes } from "./kubernetes.ts";
import type { ManagedOwner } from "./managed-owner.ts";

/** An owner that the person has chosen, and what starts and stops it. */
export type ChosenOwner = {
  readonly owner: Owner;
  readonly manager: ManagedOwner;
  /** Whether the choice alone says who runs the service; else the manager finds out whether it does. */
  readonly isCertain: boolean;
};

/** `undefined` for Paddock itself. `managed` are the kinds of owners of this machine. */
export function chosenOwner(choice: OwnerChoice, managed: readonly ManagedOwner[]): ChosenOwner | undefined {
  const owner = ownerOf(choice);
  const manager = managerOf(choice, managed);
  if (!owner || !manager) return undefined;
  return { owner, manager, isCertain: choice.kind !== "custom" || choice.status === undefined };
}

function managerOf(choice: OwnerChoice, managed: readonly ManagedOwner[]): ManagedOwner | undefined {
  switch (choice.kind) {
    case "container":
      return container;
    case "kubernetes":
      return kubernetes;
    case "custom":
      return custom(choice);
    case "systemd":
      return managed.find(({ kind }) => kind === "systemd");
    case "paddock":
      return undefined;
  }
}

/** The kinds of owners that a service may have: the chosen one comes first, and is the only one of its kind. */
export function managersFor(
  choice: OwnerChoice | undefined,
  managed: readonly ManagedOwner[],
): readonly ManagedOwner[] {
  const chosen = choice && chosenOwner(choice, managed)?.manager;
  return chosen ? [chosen, ...managed.filter(({ kind }) => kind !== chosen.kind)] : managed;
}
