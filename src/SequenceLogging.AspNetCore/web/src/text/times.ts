// Times in the viewer's zone, each with its UTC at hand. The formats are fixed, so that a table of times stays a table.
const formats = new Map<string, Intl.DateTimeFormat>();

const shapes = {
    time: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
    millis: { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23" },
    minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    day: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
    date: { day: "numeric", month: "short", year: "numeric" },
    full: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type TimeShape = keyof typeof shapes;

/** A time in the viewer's zone, or in the zone given. */
export function timeText(at: string | number | Date, shape: TimeShape = "full", zone?: string): string {
    const key = `${shape} ${zone ?? ""}`;
    let format = formats.get(key);
    if (!format) {
        format = new Intl.DateTimeFormat("en-GB", { ...shapes[shape], ...(zone ? { timeZone: zone } : {}) });
        formats.set(key, format);
    }

    const date = new Date(at);
    return Number.isNaN(date.getTime()) ? String(at) : format.format(date);
}

/** "2025-07-16 08:30:00 UTC", as the command line and the logs write it; milliseconds only where there are some. */
export function utcText(at: string | number | Date): string {
    const date = new Date(at);
    return Number.isNaN(date.getTime())
        ? String(at)
        : `${date.toISOString().replace("T", " ").replace(/\.000Z$/, "Z").replace(/Z$/, "")} UTC`;
}

/** The name of the viewer's zone: "Europe/Berlin". */
export function zoneName(): string {
    return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether two times are of one day in the viewer's zone. */
export function sameDay(one: string | number, other: string | number): boolean {
    return timeText(one, "date") === timeText(other, "date");
}
