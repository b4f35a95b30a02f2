/** A day of a chart; each day is there once, also where nothing happened. */
export function daysBetween(first: string, last: string, most = 400): string[] {
    const days: string[] = [];
    const end = Date.parse(`${last}T00:00:00Z`);
    for (let at = Date.parse(`${first}T00:00:00Z`); at <= end && days.length < most; at += 86_400_000) {
        days.push(new Date(at).toISOString().slice(0, 10));
    }

    return days;
}

/** A day as it is called on an axis, "16 Jul": a UTC day is the same day everywhere. */
export function dayText(day: string, isWhole = false): string {
    return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", ...(isWhole ? { year: "numeric", weekday: "short" } : {}), timeZone: "UTC" })
        .format(new Date(`${day}T00:00:00Z`));
}

/** The days around a day, as filters: so many before it, and it. */
export function daysUpTo(day: string, days: number): { since: string; until: string } {
    const end = Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
    return { since: new Date(end - (days - 1) * 86_400_000).toISOString().slice(0, 10), until: day.slice(0, 10) };
}
