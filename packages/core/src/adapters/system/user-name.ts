/** The name of a user, by `/etc/passwd` (passwd(5)). */
export const userNameIn = (passwd: string, uid: number): string | undefined =>
  passwd
    .split("\n")
    .find((line) => line.split(":")[2] === String(uid))
    ?.split(":")[0];
