// Data of a log must never become markup or code, and the page's content policy allows neither inline scripts nor style
// attributes. So the ways to them are refused in the sources, where a reviewer could miss one.
import * as fs from "node:fs";
import * as path from "node:path";

const ways = /dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|\beval\(|new Function\b|srcdoc|javascript:|\bstyle="/;

export function findUnsafe(folder) {
    return fs.readdirSync(folder, { recursive: true })
        .filter((file) => /\.tsx?$/.test(file))
        .flatMap((file) => findIn(file, fs.readFileSync(path.join(folder, file), "utf8")));
}

export function findIn(file, text) {
    return text.split("\n").flatMap((line, index) => {
        const found = ways.exec(line);
        return found ? [`${file}:${index + 1}: ${found[0]} would make markup or code of data. Use elements and classes.`] : [];
    });
}
