// Drawn here, so that no font and no data URL is needed. Always beside words or with a label: never the only sign.
const paths = {
    active: <><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" /><circle cx="8" cy="8" r="2.5" fill="currentColor" /></>,
    completed: <><circle cx="8" cy="8" r="7" fill="currentColor" /><path d="M4.6 8.3 7 10.6l4.4-4.9" class="icon-ink" /></>,
    failed: <><path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" /><path d="m5.5 5.5 5 5m0-5-5 5" class="icon-ink" /></>,
    abandoned: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="2.6 2.1" />,
    started: <><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" /><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" /></>,
    skipped: <><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" /><path d="M5 8h6" stroke="currentColor" stroke-width="2" /></>,
    warning: <><path d="M8 1.2 15.4 14.5H.6z" fill="currentColor" /><path d="M8 6v4m0 1.6v.9" class="icon-ink" /></>,
    info: <><circle cx="8" cy="8" r="7" fill="currentColor" /><path d="M8 7v4.6M8 4v1" class="icon-ink" /></>,
    search: <path d="m14 14-3.6-3.6M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0z" class="icon-line" />,
    link: <path d="M6.5 9.5 9.5 6.5M7 4.5l1.8-1.8a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.8 1.8a3.2 3.2 0 0 1-4.5-4.5L4.5 7" class="icon-line" />,
    copy: <path d="M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z" class="icon-line" />,
    pause: <path d="M5 3v10M11 3v10" class="icon-line icon-thick" />,
    play: <path d="M4 2.5v11L13.5 8z" fill="currentColor" />,
    sun: <><circle cx="8" cy="8" r="3" class="icon-line" /><path d="M8 .8v2m0 10.4v2M.8 8h2m10.4 0h2M2.9 2.9l1.4 1.4m7.4 7.4 1.4 1.4m0-10.2-1.4 1.4M4.3 11.7l-1.4 1.4" class="icon-line" /></>,
    moon: <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z" class="icon-line" />,
    system: <path d="M1.5 2.5h13v9h-13zM5.5 14.5h5M8 11.5v3" class="icon-line" />,
    wait: <path d="M8 4.5V8l2.5 1.5M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z" class="icon-line" />,
    chevron: <path d="m6 3.5 4.5 4.5L6 12.5" class="icon-line" />,
    download: <path d="M8 2v8m-3.5-3L8 10.5 11.5 7M2.5 13.5h11" class="icon-line" />,
    close: <path d="m3.5 3.5 9 9m0-9-9 9" class="icon-line" />,
    user: <path d="M10.8 5.2a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM2.8 14c.4-2.8 2.4-4.2 5.2-4.2s4.8 1.4 5.2 4.2" class="icon-line" />,
    trace: <path d="M2 3.5h7M5 8h8M9 12.5h5" class="icon-line icon-thick" />,
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words; with a label where it stands alone. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
    return (
        <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16"
            {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" as const })}>
            {paths[name]}
        </svg>
    );
}
