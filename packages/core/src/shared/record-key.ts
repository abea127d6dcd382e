/** Whether a text can be a key of a plain object: `constructor` and the like would find what every object inherits. */
export const isRecordKey = (text: string): boolean => !(text in {});
