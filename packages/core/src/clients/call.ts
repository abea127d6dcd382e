/** A request to be written as code, and where its result is in the answer. */
export type Call = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text that contains `IMAGE` stands for a file in base64. */
  readonly body: object;
  /** A number is a place in a list; -1 is the last one. */
  readonly result: readonly (string | number)[];
};

/** Stands for the image in a body. No name of a model contains it. */
export const IMAGE = "<image.png in base64>";

/** The file that the code of a call reads. */
export const IMAGE_FILE = "image.png";
