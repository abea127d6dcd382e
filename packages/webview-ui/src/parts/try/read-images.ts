/** An image that is sent with the prompt. */
export type Image = { readonly id: string; readonly name: string; readonly base64: string };

/** Reads files as base64; whether they are images that Ollama takes is said where they are sent. */
export const readImages = (files: Iterable<File>): Promise<readonly Image[]> =>
  Promise.all(
    [...files].map(async (file) => ({
      id: crypto.randomUUID(),
      name: file.name,
      base64: await base64Of(file),
    })),
  );

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const url = typeof reader.result === "string" ? reader.result : "";
      resolve(url.slice(url.indexOf(",") + 1));
    });
    reader.addEventListener("error", () => reject(reader.error ?? new Error(file.name)));
    reader.readAsDataURL(file);
  });
