import { chromium, type Browser } from "playwright-core";
import { bundledChromium } from "./bundled-chromium.ts";

/**
 * Opens a headless Chromium: the one that CHROMIUM names; else on Linux the one that came with the
 * packages, so that everybody tests with the same; elsewhere the Chrome that is installed.
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
    // Ours decides what happens on Ctrl+C, and in which order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // The sandbox refuses root, and is closed to users in most containers; we show it our own pages only.
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
