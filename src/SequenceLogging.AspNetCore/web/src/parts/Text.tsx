import type { ComponentChildren } from "preact";

/** A word of the data in a line of ours: its own direction, broken where it is too long, never markup. */
export function Word({ children, mono = false }: { children: ComponentChildren; mono?: boolean }) {
    return <bdi class={mono ? "word mono" : "word"}>{children}</bdi>;
}

/** A paragraph of the data, such as a message or a stack trace. */
export function Prose({ children, mono = false }: { children: string; mono?: boolean }) {
    return mono ? <pre class="prose" dir="auto" tabIndex={0}>{children}</pre> : <p class="prose" dir="auto">{children}</p>;
}
