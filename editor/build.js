// Builds the one file that pages load, and collects the licences of everything that is in it.
//   node build.js [FOLDER]   (FOLDER: grader/web/static/vendor)

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const VENDOR = join(HERE, "../grader/web/static/vendor");
const PACKAGE = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//;

async function describePackage(name) {
  const folder = join(HERE, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const text = await readFile(join(folder, "LICENSE"), "utf8");
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

async function bundle() {
  return build({
    absWorkingDir: HERE,
    entryPoints: ["src/main.js"],
    bundle: true,
    format: "iife",
    legalComments: "none",
    metafile: true,
    minify: true,
    target: "es2022",
    banner: { js: "/* Built from editor/ by `make editor`. Licences: editor.LICENSE */" },
    write: false,
  });
}

const folder = process.argv[2] ?? VENDOR;
const { metafile, outputFiles } = await bundle();
const [output] = Object.values(metafile.outputs);
const included = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
const names = new Set(included.flatMap(([path]) => PACKAGE.exec(path)?.[1] ?? []));
const licences = await Promise.all([...names].sort().map(describePackage));
await writeFile(join(folder, "editor.js"), outputFiles[0].contents);
await writeFile(join(folder, "editor.LICENSE"), licences.join(`\n${"-".repeat(72)}\n\n`));
