import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { apiUrl } from "./client";
import type { SequenceStatus, StoredStep } from "./types";

/** What one event of the stream brings. */
export interface LiveBatch {
    position: number;
    steps: StoredStep[];
    skipped: number;
    sequences: { sequenceId: string; status: SequenceStatus }[];
}

export type LiveState = "off" | "connecting" | "open" | "lost";

/** How the page's stream is, shown in its head. */
export const liveState = signal<LiveState>("off");

/** Whether the viewer stopped the page from changing. Events still arrive and are counted. */
export const paused = signal(false);

/** How many steps arrived that the page does not show yet. */
export const unseen = signal(0);

const shortestRest = 1_000;
const longestWait = 30_000;
const hiddenFor = 10_000;

/**
 * Asks the page's question again as steps arrive: at most once in a while, not while paused, and not while nobody looks.
 * Without a sequence the stream is that of the whole store.
 */
export function useLiveReload(reload: () => void, sequence: string | null = null, enabled = true): void {
    const ask = useRef(reload);
    ask.current = reload;

    useEffect(() => {
        if (!enabled) {
            return;
        }

        let timer = 0;
        let last = 0;
        const show = () => {
            timer = 0;
            last = performance.now();
            unseen.value = 0;
            ask.current();
        };
        const showSoon = () => {
            if (!paused.value && !document.hidden && timer === 0) {
                timer = window.setTimeout(show, Math.max(0, last + shortestRest - performance.now()));
            }
        };
        const catchUp = () => {
            if (unseen.value > 0) {
                showSoon();
            }
        };
        const stopListening = listen(sequence, (steps) => {
            unseen.value += steps;
            showSoon();
        }, showSoon);
        const stopWatching = paused.subscribe(catchUp);
        document.addEventListener("visibilitychange", catchUp);
        return () => {
            clearTimeout(timer);
            stopListening();
            stopWatching();
            document.removeEventListener("visibilitychange", catchUp);
            unseen.value = 0;
        };
    }, [sequence, enabled]);
}

/**
 * Listens to the stream while the page can be seen: a browser gives an address few connections, and tabs in the background would
 * take them all. The browser connects again by itself and says where it was; only a refusal ends that, and then we come again,
 * waiting longer each time. After any gap the page asks anew.
 */
function listen(sequence: string | null, onSteps: (count: number) => void, onGap: () => void): () => void {
    let source: EventSource | null = null;
    let timer = 0;
    let wait = shortestRest;
    let hasBeenOpen = false;

    const connect = () => {
        liveState.value = "connecting";
        source = new EventSource(apiUrl("live", { sequence }));
        source.onopen = () => {
            if (hasBeenOpen) {
                onGap();
            }

            hasBeenOpen = true;
            liveState.value = "open";
            wait = shortestRest;
        };
        source.onerror = () => {
            liveState.value = "lost";
            if (source?.readyState === EventSource.CLOSED) {
                timer = window.setTimeout(connect, wait);
                wait = Math.min(wait * 2, longestWait);
            }
        };
        source.addEventListener("steps", (event) => {
            const batch = JSON.parse((event as MessageEvent<string>).data) as LiveBatch;
            onSteps(batch.steps.length + (batch.skipped ?? 0) || 1);
        });
        source.addEventListener("reset", onGap);
    };
    const disconnect = () => {
        clearTimeout(timer);
        source?.close();
        source = null;
    };
    const onVisibility = () => {
        clearTimeout(timer);
        if (document.hidden) {
            timer = window.setTimeout(disconnect, hiddenFor);
        } else if (source === null) {
            connect();
        }
    };

    document.addEventListener("visibilitychange", onVisibility);
    connect();
    return () => {
        document.removeEventListener("visibilitychange", onVisibility);
        disconnect();
        liveState.value = "off";
    };
}
