import { changeQuery, place } from "./location";

/**
 * A filter or selection that lives in the address: const [status, setStatus] = useQueryState("status").
 * Typing replaces the address, a choice adds to the history: setStatus(value, { replace: true }).
 */
export function useQueryState(name: string, otherwise = ""): [string, (value: string, how?: { replace?: boolean }) => void] {
    const value = place.value.query.get(name) ?? otherwise;
    return [value, (next, how) => changeQuery({ [name]: next === otherwise ? null : next }, how)];
}
