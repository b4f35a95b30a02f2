// Brings node_modules to what package-lock.json says, once for each change of it. Two builds at the same time (Debug and
// Release, or two terminals) share the folder: one installs, the other waits for it.
import * as fs from "node:fs";
import * as path from "node:path";
import { spawnSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";

const patience = 5 * 60_000;

export async function install(root) {
    const lock = fs.readFileSync(path.join(root, "package-lock.json"), "utf8");
    const mark = path.join(root, "node_modules", ".installed");
    if (isInstalled(mark, lock)) {
        return;
    }

    const turn = await takeTurn(path.join(root, "node_modules.turn"));
    try {
        if (!isInstalled(mark, lock)) {
            const { status, stdout, stderr } = spawnSync("npm", ["ci"], { cwd: root, encoding: "utf8", shell: true });
            if (status !== 0) {
                throw new Error(
                    `"npm ci" did not bring the dashboard's packages:\n${stdout}${stderr}\n` +
                    "Is there a way to a package registry? To build without the dashboard: dotnet build -p:BuildDashboard=false");
            }

            fs.writeFileSync(mark, lock);
        }
    } finally {
        fs.rmSync(turn, { force: true });
    }
}

function isInstalled(mark, lock) {
    return fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === lock;
}

// A file that only one can create; one that is older than any installation lasts was left by a build that was ended.
async function takeTurn(file) {
    for (;;) {
        try {
            fs.closeSync(fs.openSync(file, "wx"));
            return file;
        } catch (error) {
            if (error.code !== "EEXIST") {
                throw error;
            }
        }

        const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
        if (age > patience) {
            fs.rmSync(file, { force: true });
        } else {
            await setTimeout(100);
        }
    }
}
