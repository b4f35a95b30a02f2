// Makes the dashboard's assets: node build.mjs [--out FOLDER]. "dotnet build" runs it and embeds what it leaves in FOLDER:
// scripts and styles with their content's hash in the name, each also compressed where that pays, and manifest.json, which
// says where a page begins.
import * as fs from "node:fs";
import * as path from "node:path";
import * as zlib from "node:zlib";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { install } from "./install.mjs";
import { findUnsafe } from "./unsafe.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));
const flag = process.argv.indexOf("--out");
const out = path.resolve(flag < 0 ? path.join(root, "dist") : process.argv[flag + 1]);

await install(root);
refuseUnsafeSources();
checkTypes();
writeFiles(await bundle());

function refuseUnsafeSources() {
    const complaints = findUnsafe(path.join(root, "src"));
    if (complaints.length > 0) {
        fail(complaints.join("\n"));
    }
}

function checkTypes() {
    const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
    const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, "--noEmit", "--project", root], { encoding: "utf8" });
    if (status !== 0) {
        fail(`${stdout}${stderr}`);
    }
}

async function bundle() {
    const { build } = await import("esbuild");
    return await build({
        absWorkingDir: root,
        entryPoints: { app: "src/main.tsx" },
        entryNames: "[name]-[hash]",
        chunkNames: "[name]-[hash]",
        outdir: out,
        bundle: true,
        splitting: true,
        format: "esm",
        minify: true,
        legalComments: "none",
        charset: "utf8",
        target: ["chrome123", "firefox121", "safari17.5"],
        jsx: "automatic",
        jsxImportSource: "preact",
        metafile: true,
        write: false,
        logLevel: "warning",
    });
}

function writeFiles({ outputFiles, metafile }) {
    fs.rmSync(out, { recursive: true, force: true });
    fs.mkdirSync(out, { recursive: true });
    for (const { path: file, contents } of outputFiles) {
        const bytes = Buffer.from(contents);
        fs.writeFileSync(file, bytes);
        writeSmaller(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }), bytes);
        writeSmaller(`${file}.br`, zlib.brotliCompressSync(bytes), bytes);
    }

    const [entry, { cssBundle }] = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === "src/main.tsx");
    fs.writeFileSync(
        path.join(out, "manifest.json"), JSON.stringify({ script: path.basename(entry), style: path.basename(cssBundle) }));
}

function writeSmaller(file, compressed, plain) {
    if (compressed.length < plain.length * 0.9) {
        fs.writeFileSync(file, compressed);
    }
}

function fail(message) {
    console.error(message);
    process.exit(1);
}
