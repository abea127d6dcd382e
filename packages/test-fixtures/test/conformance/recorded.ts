import { readFileSync } from "node:fs";
import type { Recording, Version } from "../../src/index.ts";
import { parseJson } from "../../src/json.ts";
import { parseRecording } from "../../src/recordings/parse.ts";

/**
 * A recording with the digests of 0.33.0-rc2. When the preview was recorded, the same models had other random weights, and
 * the processor had matrix units (AMX), whose memory Ollama counts as that of a graphics card.
 */
export function recordedAs(version: Version, name: string): Recording {
  return read(
    version,
    name,
    version === "0.40-preview" ? (text) => renamed(withoutMemory(text)) : (text) => text,
  );
}

/** A recording of the preview with its own digests. */
export function withoutGraphicsMemory(name: string): Recording {
  return read("0.40-preview", name, withoutMemory);
}

function read(version: Version, name: string, change: (text: string) => string): Recording {
  const file = new URL(`../../recordings/${version}/${name}.json`, import.meta.url);
  const found = parseRecording(name, parseJson(change(readFileSync(file, "utf8"))));
  if (found === undefined) throw new Error(`${version}/${name}.json has an unknown form`);
  return found;
}

function withoutMemory(text: string): string {
  return text.replaceAll(/"size_vram": \d+/g, '"size_vram": 0');
}

function renamed(text: string): string {
  return DIGESTS.reduce<string>(
    (result, [preview, older]) =>
      result.replaceAll(preview, older).replaceAll(preview.slice(0, 12), older.slice(0, 12)),
    text,
  );
}

const DIGESTS = [
  [
    "9f8b97506fccb2cd3610998641423a31e33b2d9a12e9619237d427412d980ce3",
    "851374472d26bad6496c8ae3e0c33e1281b663bc9243db5124c0787ee13f72df",
  ],
  [
    "426bc5042de1d6b2ca62d83e3c885fde95d66319154ce07a97efb77534d9afc5",
    "c898cb4c1008bf73b2c0097c899ccc42121b327880d1f712ecdedd6f8cab4b3f",
  ],
  [
    "06a8645c5bd76429dea6db2db8a7072a7ad9532bb6b092dfc7b3893b49755ad6",
    "f807b15295a861bb02b24c37d4b054c755115635258ed1a72441cb18d621b227",
  ],
  [
    "1d124b1d866aabb6f69118348989a0a1791bb7096380bddb3f1f160015fd686f",
    "ef8256a9b95456b2f8677b7b4e3029f1a053787d3b9384341adbb535140ca2ca",
  ],
  [
    "6665dc5485b9f445da2fbb64503d82a68edf13c81de2f12507a80adb6ea28fe9",
    "bb10fa2f380967f7b72d93b6e846ff96863ec15fa71158f1f8bab6d564ca58c5",
  ],
  [
    "71de0cd22da5fdfaa011ad6c74eb126d22efe79b255049dd032bfa6bea1c0bf4",
    "8a4a6e15985c8b75f7736ca3198fc72301461fbb2fd6df65f231e144df09bd73",
  ],
  [
    "2a01aa43203ece0a54f6ccfeb7615764bc65c4d818b6857a9f656ca1a6fe6c4a",
    "4ccbe4ac8ce10934271c2876bc22d96ba2b7740051b76e4b045ece569af3c2f5",
  ],
  [
    "67fe7622a1f772ab067c5d967550d7175bc4bcf3e6dd46e0649240a69f172e84",
    "542d78facf869312f923d2b28ac37b9a3d447b753ff1732aece9c9a2883f93e8",
  ],
  [
    "dbb609bb3086b0d06dca33b861982858c00bebf1a3c78ca95f95b1030822c634",
    "c4eaf1c9654a902111f1323a6fed79acccb09f02c6f4b1173f2eb6f5c9e39cfe",
  ],
  [
    "f5cc086d4c4f30df71773db02911a03c4a97c3808f9393f159faca4a0b0f3b9f",
    "3621cca10d9744e49f1d195c26fa5f7f49b57f9bac78e0719dc1c384c8d45932",
  ],
  [
    "732444f8d6f012f403335d697c051fe05c581e213be44db532edd55d4ff09455",
    "224ff84599d596855d50c6d51eca52a7ae2b8b5b17b3c7398007461dbe2e1e96",
  ],
  [
    "12cf189ab14ab2b7a81221f3980ca7b04253b40cae4dbb5ce0ddb7bdcd57e15b",
    "391a60f8c07ae705bfdf17f935d770331bee4f98b3460e0ed9a57d5f7e7db3b3",
  ],
  [
    "24161f8521cc3ce2dd972933d9b7da67e306247d982acb115fafedabd51fd78c",
    "1ab8ce8911cbd66868b6b573a29302496850578c6845e387e389231b6a0d4fa5",
  ],
  [
    "500e3390b115d305a2f0ced9d5c7d1e2bb310dde6d48d1d094a6d2b217db1358",
    "7a6dcedd7b41257903955dd41b6e46d1a535aee8a450b84f296d9fd0d2bb424e",
  ],
  [
    "6229f87ffb1f6e24c2fcc041c25e6676065ffb23182d7d72d54f3461e0f21bba",
    "26fb5d3045009030968d613130aacfbda1295d10913993e33e8b3656d11ba029",
  ],
] as const;
