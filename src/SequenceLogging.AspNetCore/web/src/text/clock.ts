import { signal } from "@preact/signals";

// The server's clock tells how long ago something was: a viewer's clock may be wrong by hours.
let ahead = 0;

/** The time now by the server's clock, moving on each second while somebody looks. */
export const now = signal(Date.now());

/** Takes the time of an answer as the time now. */
export function setClock(at: string): void {
    const time = Date.parse(at);
    if (!Number.isNaN(time)) {
        ahead = time - Date.now();
        now.value = time;
    }
}

export function keepClock(): void {
    setInterval(() => {
        if (!document.hidden) {
            now.value = Date.now() + ahead;
        }
    }, 1_000);
}
