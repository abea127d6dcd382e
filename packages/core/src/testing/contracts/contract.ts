/** What a port promises, one promise at a time; a fake and every adapter keep all of them. */
export type Contract<World> = readonly Promised<World>[];

/** One promise: what it says, and how to see whether it is kept. */
export type Promised<World> = {
  readonly name: string;
  /** Why this promise cannot be looked at in a world; absent: it can. */
  readonly unless?: (world: World) => string | undefined;
  /** Rejects where the promise is broken. */
  keep(world: World): Promise<void>;
};
