import { networkInterfaces } from "node:os";

/** The addresses at which other machines may reach this one, those of IPv4 first; none that is only valid on one link. */
export function networkAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  const outside = all.filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address));
  const ofFamily = (name: string) =>
    outside.filter(({ family }) => family === name).map(({ address }) => address);
  return [...ofFamily("IPv4"), ...ofFamily("IPv6")];
}
