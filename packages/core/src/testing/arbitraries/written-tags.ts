import fc from "fast-check";

const children = fc.array(
  fc.record({ layers: fc.array(fc.nat(7), { maxLength: 4 }), isHere: fc.boolean() }),
  { minLength: 1, maxLength: 3 },
);

/** Any tag of either layout, to be written into a models folder. */
export const tagArbitrary = fc.record({
  layout: fc.constantFrom("v2", "legacy"),
  host: fc.nat(2),
  model: fc.constantFrom("pony", "foal", "mule"),
  children,
  isAnchor: fc.boolean(),
  isLink: fc.boolean(),
  hasConfig: fc.boolean(),
});
