/** A part of a way: steps one behind the other, and how often they were gone through at once. */
export interface Link {
    steps: string[];
    times: number;
}

const longestLoop = 4;

/** A way with its repeats folded: A B A B A B C is (A B) ×3, C. */
export function fold(steps: readonly string[]): Link[] {
    const links: Link[] = [];
    let at = 0;
    while (at < steps.length) {
        let best = { length: 1, times: 1 };
        for (let length = 1; length <= longestLoop && at + 2 * length <= steps.length; length++) {
            let times = 1;
            while (isSame(steps, at, at + times * length, length)) {
                times++;
            }

            if (times > 1 && length * times > best.length * best.times) {
                best = { length, times };
            }
        }

        links.push({ steps: steps.slice(at, at + best.length), times: best.times });
        at += best.length * best.times;
    }

    return links;
}

function isSame(steps: readonly string[], one: number, other: number, length: number): boolean {
    if (other + length > steps.length) {
        return false;
    }

    for (let i = 0; i < length; i++) {
        if (steps[one + i] !== steps[other + i]) {
            return false;
        }
    }

    return true;
}

/** Two ways side by side; null where one has no fellow. */
export interface Row {
    left: string | null;
    right: string | null;
}

/** The longest steps in common stand side by side, all others alone. */
export function align(left: readonly string[], right: readonly string[]): Row[] {
    const common = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
    for (let i = left.length - 1; i >= 0; i--) {
        for (let j = right.length - 1; j >= 0; j--) {
            common[i]![j] = left[i] === right[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
        }
    }

    const rows: Row[] = [];
    let [i, j] = [0, 0];
    while (i < left.length || j < right.length) {
        if (i < left.length && j < right.length && left[i] === right[j]) {
            rows.push({ left: left[i++]!, right: right[j++]! });
        } else if (j >= right.length || i < left.length && common[i + 1]![j]! >= common[i]![j + 1]!) {
            rows.push({ left: left[i++]!, right: null });
        } else {
            rows.push({ left: null, right: right[j++]! });
        }
    }

    return rows;
}
