import type { Query } from "../shell/mount";
import { apiUrl } from "./client";

/** An address of the API with values that may be empty and mean something so: no step before, no value of a group. */
export function exactUrl(path: string, query: Query, exact: Record<string, string | null>): string {
    const words = new URLSearchParams(Object.entries(exact).filter((entry): entry is [string, string] => entry[1] !== null)).toString();
    const url = apiUrl(path, query);
    return words ? `${url}${url.includes("?") ? "&" : "?"}${words}` : url;
}
