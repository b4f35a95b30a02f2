import type { DeliveryTotals } from "../../api/types";

export interface LedgerPart {
    name: "stored" | "duplicate" | "rejected" | "dropped" | "pending";
    count: number;
    /** Where it lies in the bar, in shares of all. */
    from: number;
    to: number;
}

/** What became of everything that was emitted; and whether the sum is the promise that it is. */
export function ledgerOf(totals: DeliveryTotals): { parts: LedgerPart[]; sum: number; missing: number } {
    const names = ["stored", "duplicate", "rejected", "dropped", "pending"] as const;
    const sum = names.reduce((all, name) => all + totals[name], 0);
    const whole = Math.max(1, sum, totals.emitted);
    let at = 0;
    const parts = names.map((name) => {
        const from = at;
        at += totals[name] / whole;
        return { name, count: totals[name], from, to: at };
    });
    return { parts, sum, missing: totals.emitted - sum };
}
