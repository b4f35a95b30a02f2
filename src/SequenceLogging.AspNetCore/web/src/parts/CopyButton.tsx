import { useEffect, useState } from "preact/hooks";
import { Icon } from "./Icon";

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: () => string | Promise<string>; label: string }) {
    const [said, setSaid] = useState("");
    useEffect(() => {
        const timer = said ? setTimeout(() => setSaid(""), 2_000) : undefined;
        return () => clearTimeout(timer);
    }, [said]);
    return (
        <button type="button" class="quiet" onClick={() => {
            Promise.resolve(text()).then(copy).then((done) => setSaid(done ? "Copied" : "Not allowed here"), () => setSaid("Not to be had now"));
        }}>
            <Icon name={said === "Copied" ? "completed" : "copy"} />
            <span aria-live="polite">{said || label}</span>
        </button>
    );
}

// The clipboard is only given to secure pages; a dashboard behind plain HTTP still has the old way.
async function copy(text: string): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        const field = document.createElement("textarea");
        field.value = text;
        field.className = "hidden";
        document.body.append(field);
        field.select();
        try {
            return document.execCommand("copy");
        } catch {
            return false;
        } finally {
            field.remove();
        }
    }
}
