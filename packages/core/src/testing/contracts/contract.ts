/** What a port promises. Its fake and all its adapters must keep every promise. */
export type Contract<World> = readonly Promised<World>[];

/** One promise and its test. */
type Promised<World> = {
  readonly name: string;
  /** Returns why a world cannot test this promise, or `undefined` if it can. */
  readonly unless?: (world: World) => string | undefined;
  /** Rejects if the promise is broken. */
  keep(world: World): Promise<void>;
};
