// The command under test. tests/run builds it; cargo says where, since people keep their target folder where they like.

import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The top folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));

/** The path of the `shiori` to run: SHIORI names one, or it is the release build of this repository. */
export const SHIORI = process.env.SHIORI ?? join(targetFolder(), "release", process.platform === "win32" ? "shiori.exe" : "shiori");

/** Runs the command in the repository's top folder. */
export function shiori(words) {
  return promisify(execFile)(SHIORI, words, { cwd: REPOSITORY });
}

function targetFolder() {
  const options = { cwd: REPOSITORY, encoding: "utf8", maxBuffer: 1 << 26 };
  return JSON.parse(execFileSync("cargo", ["metadata", "--no-deps", "--offline", "--format-version", "1"], options)).target_directory;
}
