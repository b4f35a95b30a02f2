// Runs the tests of tests/: node test.mjs. Node 20 does not read TypeScript, so they are bundled first.
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { install } from "./install.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));
await install(root);

const { build } = await import("esbuild");
const out = path.join(root, "node_modules", ".tests");
fs.rmSync(out, { recursive: true, force: true });
await build({
    absWorkingDir: root,
    entryPoints: fs.readdirSync(path.join(root, "tests")).filter((file) => file.endsWith(".test.ts")).map((file) => `tests/${file}`),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "warning",
});

const files = fs.readdirSync(out).filter((file) => file.endsWith(".mjs")).map((file) => path.join(out, file));
process.exit(spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1);
