import { chromium, type Browser } from "playwright-core";
import { bundledChromium } from "./bundled-chromium.ts";

/**
 * Opens a headless Chromium: the one in the variable CHROMIUM; else on Linux the one from the packages, so
 * that the version is the same on every machine; on other systems the installed Chrome.
 */
export async function openChromium(): Promise<Browser> {
  const named = process.env.CHROMIUM;
  if (named !== undefined) return launch({ executablePath: named });
  const bundled = await bundledChromium();
  return bundled === undefined ? launch({ channel: "chrome" }) : launch(bundled);
}

type Program = {
  readonly executablePath?: string;
  readonly channel?: string;
  readonly env?: Readonly<Record<string, string>>;
};

function launch(program: Program): Promise<Browser> {
  return chromium.launch({
    ...program,
    headless: true,
    // Our own code handles Ctrl+C, because the order of closing matters.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // The sandbox does not work for root, nor for users in most containers. Only our own pages are opened.
    chromiumSandbox: false,
    args: quietArguments,
  });
}

const quietArguments = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
