import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./Icon";

/**
 * What is behind a number, beside it. It takes the focus when it opens, so that a keyboard goes on there, and gives it back
 * when it closes (Escape). The page behind stays usable.
 */
export function Drawer({ label, title, onClose, children }: {
    /** What is told; another one is another thing, and its beginning is shown. */
    label: string;
    title: ComponentChildren;
    onClose: () => void;
    children: ComponentChildren;
}) {
    const heading = useRef<HTMLHeadingElement>(null);
    const body = useRef<HTMLDivElement>(null);
    const before = useRef<Element | null>(null);
    useEffect(() => {
        before.current ??= document.activeElement;
        heading.current?.focus({ preventScroll: true });
        body.current?.scrollTo(0, 0);
    }, [label]);
    useEffect(() => () => {
        const back = before.current as HTMLElement | SVGElement | null;
        if (back?.isConnected) {
            back.focus({ preventScroll: true });
        }
    }, []);
    return (
        <aside class="drawer" aria-label={label} onKeyDown={(event) => {
            if (event.key === "Escape") {
                event.stopPropagation();
                onClose();
            }
        }}>
            <div class="drawer-head">
                <h2 ref={heading} tabIndex={-1}>{title}</h2>
                <button type="button" class="quiet" aria-label="Close" title="Close (Esc)" onClick={onClose}><Icon name="close" /></button>
            </div>
            <div class="drawer-body" ref={body}>{children}</div>
        </aside>
    );
}
