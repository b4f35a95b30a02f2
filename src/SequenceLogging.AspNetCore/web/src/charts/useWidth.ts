import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";

/** The width of an element in pixels, so that a drawing's lines and letters keep their size. */
export function useWidth<T extends Element>(initial = 600): [RefObject<T>, number] {
    const ref = useRef<T>(null);
    const [width, setWidth] = useState(initial);
    useLayoutEffect(() => {
        const element = ref.current;
        if (!element) {
            return;
        }

        const take = (size: number) => setWidth((before) => size > 0 && Math.abs(size - before) >= 1 ? Math.round(size) : before);
        take(element.getBoundingClientRect().width);
        const observer = new ResizeObserver(([entry]) => take(entry?.contentRect.width ?? 0));
        observer.observe(element);
        return () => observer.disconnect();
    }, []);
    return [ref, width];
}
