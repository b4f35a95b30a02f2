/** A count with separators: "12,345". */
export function count(value: number | null | undefined): string {
    return value === null || value === undefined ? "–" : value.toLocaleString("en");
}

/** A count for narrow places: "12.3 k", "4 M". */
export function shortCount(value: number): string {
    if (Math.abs(value) < 10_000) {
        return count(value);
    }

    const [size, name] = Math.abs(value) < 1e6 ? [1e3, "k"] as const : Math.abs(value) < 1e9 ? [1e6, "M"] as const : [1e9, "G"] as const;
    const scaled = value / size;
    return `${scaled.toLocaleString("en", { maximumFractionDigits: Math.abs(scaled) < 100 ? 1 : 0 })} ${name}`;
}

/** A share of one: "83.3 %". Only nothing is 0 % and only all is 100 %. */
export function percent(share: number | null | undefined): string {
    if (share === null || share === undefined || !Number.isFinite(share)) {
        return "–";
    }

    return share === 0 ? "0 %" : share === 1 ? "100 %" : `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)} %`;
}

/** "1 step", "2 steps", "1,204 journeys". */
export function plural(value: number, one: string, many = `${one}s`): string {
    return `${count(value)} ${value === 1 ? one : many}`;
}

/** A size: "512 B", "1.4 MiB". */
export function bytes(value: number): string {
    const names = ["B", "KiB", "MiB", "GiB"];
    const index = Math.min(names.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)));
    return `${Number((value / 1024 ** index).toFixed(1))} ${names[index]}`;
}
