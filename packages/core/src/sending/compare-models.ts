import { digestsOf } from "../models/copies.ts";
import { isLeftover } from "../models/leftover.ts";
import { isSameModel } from "../models/model-name.ts";
import type { Model } from "../models/models-events.ts";

/** A model that two hosts do not both have, or not the same. */
export type ModelDifference =
  | { readonly kind: "only-first"; readonly model: Model }
  | { readonly kind: "only-second"; readonly model: Model }
  /** `model` is that of the first host. */
  | { readonly kind: "differs"; readonly model: Model };

export type Comparison = {
  readonly differences: readonly ModelDifference[];
  /** How many models both have, and have the same. */
  readonly sameCount: number;
};

/** What is different between the models of two hosts: first what each one lacks, then what differs. */
export function compareModels(first: readonly Model[], second: readonly Model[]): Comparison {
  const here = first.filter(isOwn);
  const there = second.filter(isOwn);
  const differences = [
    ...here
      .filter((model) => !namesake(model, there))
      .map((model) => ({ kind: "only-first", model }) as const),
    ...there
      .filter((model) => !namesake(model, here))
      .map((model) => ({ kind: "only-second", model }) as const),
    ...here
      .filter((model) => differs(model, namesake(model, there)))
      .map((model) => ({ kind: "differs", model }) as const),
  ];
  const sameCount = here.length - differences.filter(({ kind }) => kind !== "only-second").length;
  return { differences, sameCount };
}

const isOwn = ({ name }: Model): boolean => !isLeftover(name);

const namesake = ({ name }: Model, models: readonly Model[]): Model | undefined =>
  models.find((other) => isSameModel(other.name, name));

/** A converted model has its original among its digests, and is the same as one that is not converted yet. */
const differs = (model: Model, other: Model | undefined): boolean =>
  other !== undefined && !digestsOf(other).some((digest) => digestsOf(model).includes(digest));
