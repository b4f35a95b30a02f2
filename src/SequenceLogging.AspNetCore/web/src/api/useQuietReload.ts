import { useEffect, useRef } from "preact/hooks";
import type { Answer } from "./useAnswer";
import { paused, useLiveReload } from "./live";

const shortestRest = 5_000;
const longestRest = 60_000;
const restPerWork = 10;

/**
 * Keeps an answer about many journeys as new as it is worth: some seconds after steps arrived, and the longer the answer takes the
 * more rarely. Paused with everything else on the page.
 */
export function useQuietReload({ loading, reload }: Pick<Answer<unknown>, "loading" | "reload">): void {
    const begun = useRef(performance.now());
    const rest = useRef(shortestRest);
    const timer = useRef(0);
    useEffect(() => {
        const now = performance.now();
        if (loading) {
            begun.current = now;
        } else {
            rest.current = Math.min(longestRest, Math.max(shortestRest, restPerWork * (now - begun.current)));
            begun.current = now;
        }
    }, [loading]);
    useEffect(() => () => clearTimeout(timer.current), []);
    useLiveReload(() => {
        if (timer.current === 0) {
            const ask = () => {
                if (paused.value) {
                    timer.current = window.setTimeout(ask, shortestRest);
                } else {
                    timer.current = 0;
                    reload();
                }
            };
            timer.current = window.setTimeout(ask, Math.max(0, begun.current + rest.current - performance.now()));
        }
    });
}
