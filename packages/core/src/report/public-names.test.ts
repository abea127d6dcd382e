import { expect, it } from "vitest";
import { isPublicHost } from "./public-names.ts";

it.each([
  "localhost",
  "LOCALHOST:11434",
  "app.localhost",
  "127.0.0.1:11434",
  "::1",
  "[::1]:11434",
  "0:0:0:0:0:0:0:1",
  "[::ffff:7f00:1]",
  "::",
  "0.0.0.0:11434",
  "*",
])("%s is this machine, which is the same for all people", (host) => expect(isPublicHost(host)).toBe(true));

it.each(["127.0.0.1.acme.de", "localhost9", "fe80::1", "[2001:db8::1]:11434", "2001:db8::1", "10.0.0.1:1"])(
  "%s may be a private machine",
  (host) => expect(isPublicHost(host)).toBe(false),
);
