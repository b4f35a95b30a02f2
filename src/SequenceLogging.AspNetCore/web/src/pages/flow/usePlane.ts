import { useEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { zoomAt, type Point, type View } from "./geometry";

const dragBegins = 4;

/** A plane that is moved and zoomed: by dragging, by two fingers, and by the wheel once the picture has the focus (or with Ctrl). */
export function usePlane(frame: RefObject<SVGSVGElement>): {
    view: View;
    setView: (change: View | ((before: View) => View)) => void;
    /** Whether a drag just ended, so that what follows is no click. */
    wasDragged: () => boolean;
} {
    const [view, setView] = useState<View>({ x: 0, y: 0, k: 1 });
    const dragged = useRef(false);

    useEffect(() => {
        const svg = frame.current;
        if (!svg) {
            return;
        }

        const pointers = new Map<number, Point>();
        const at = (event: { clientX: number; clientY: number }): Point => {
            const { left, top } = svg.getBoundingClientRect();
            return { x: event.clientX - left, y: event.clientY - top };
        };
        const onWheel = (event: WheelEvent) => {
            if (event.ctrlKey || event.metaKey || svg.contains(document.activeElement)) {
                event.preventDefault();
                const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
                setView((before) => zoomAt(before, at(event), Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016))));
            }
        };
        const onDown = (event: PointerEvent) => {
            if (event.button === 0) {
                pointers.set(event.pointerId, at(event));
                dragged.current = pointers.size > 1;
            }
        };
        const onMove = (event: PointerEvent) => {
            const before = pointers.get(event.pointerId);
            if (!before) {
                return;
            }

            const now = at(event);
            if (!dragged.current && Math.hypot(now.x - before.x, now.y - before.y) < dragBegins) {
                return;
            }

            if (!dragged.current) {
                dragged.current = true;
                svg.setPointerCapture(event.pointerId);
            }

            const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
            pointers.set(event.pointerId, now);
            if (other) {
                const [from, to] = [Math.hypot(before.x - other.x, before.y - other.y), Math.hypot(now.x - other.x, now.y - other.y)];
                const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
                setView((view) => zoomAt({ ...view, x: view.x + (now.x - before.x) / 2, y: view.y + (now.y - before.y) / 2 }, middle, to / Math.max(1, from)));
            } else {
                setView((view) => ({ ...view, x: view.x + now.x - before.x, y: view.y + now.y - before.y }));
            }
        };
        const onUp = (event: PointerEvent) => {
            pointers.delete(event.pointerId);

            // The click of this drag comes at once; one that comes later, perhaps from a screen reader, is meant.
            setTimeout(() => { dragged.current = pointers.size > 0 && dragged.current; });
        };

        svg.addEventListener("wheel", onWheel, { passive: false });
        svg.addEventListener("pointerdown", onDown);
        svg.addEventListener("pointermove", onMove);
        svg.addEventListener("pointerup", onUp);
        svg.addEventListener("pointercancel", onUp);
        return () => {
            svg.removeEventListener("wheel", onWheel);
            svg.removeEventListener("pointerdown", onDown);
            svg.removeEventListener("pointermove", onMove);
            svg.removeEventListener("pointerup", onUp);
            svg.removeEventListener("pointercancel", onUp);
        };
    }, [frame]);

    return { view, setView, wasDragged: () => dragged.current };
}
