import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

export interface Tab {
    id: string;
    name: ComponentChildren;
}

/** Tabs by arrow keys, Home and End; what is chosen is the caller's (useQueryState). */
export function Tabs({ label, tabs, chosen, onChoose, children }: {
    label: string;
    tabs: Tab[];
    chosen: string;
    onChoose: (id: string) => void;
    children: ComponentChildren;
}) {
    const base = useId();
    const list = useRef<HTMLDivElement>(null);
    const index = Math.max(0, tabs.findIndex((tab) => tab.id === chosen));
    const go = (next: number) => {
        const tab = tabs[(next + tabs.length) % tabs.length];
        if (tab) {
            onChoose(tab.id);
            list.current?.querySelectorAll<HTMLElement>("[role=tab]")[tabs.indexOf(tab)]?.focus();
        }
    };
    const steps: Record<string, () => void> = {
        ArrowRight: () => go(index + 1), ArrowLeft: () => go(index - 1), Home: () => go(0), End: () => go(tabs.length - 1),
    };
    return (
        <>
            <div class="tabs" role="tablist" aria-label={label} ref={list}
                onKeyDown={(event) => {
                    const step = steps[event.key];
                    if (step) {
                        event.preventDefault();
                        step();
                    }
                }}>
                {tabs.map((tab, at) => (
                    <button key={tab.id} type="button" role="tab" id={`${base}-${tab.id}`} aria-controls={`${base}-panel`}
                        aria-selected={at === index} tabIndex={at === index ? 0 : -1} onClick={() => onChoose(tab.id)}>
                        {tab.name}
                    </button>
                ))}
            </div>
            <div class="tab-panel" role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${tabs[index]?.id ?? ""}`}>
                {children}
            </div>
        </>
    );
}
