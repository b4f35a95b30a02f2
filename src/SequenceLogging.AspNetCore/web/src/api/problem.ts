/** Why a question got no answer, in the server's own words where it gave some. */
export class Problem extends Error {
    constructor(readonly status: number, readonly title: string, readonly detail: string) {
        super(detail || title);
    }

    static async of(response: Response): Promise<Problem> {
        let title = "";
        let detail = "";
        try {
            const body = await response.json() as { title?: unknown; detail?: unknown };
            title = typeof body.title === "string" ? body.title : "";
            detail = typeof body.detail === "string" ? body.detail : "";
        } catch {
            // Not problem details: something between us and the server answered.
        }

        return new Problem(response.status, title || meaning(response.status), detail);
    }

    static unreachable(): Problem {
        return new Problem(0, "The server cannot be reached", "Is the application running, and is the network there? The page tries again when you ask it to.");
    }
}

function meaning(status: number): string {
    switch (status) {
        case 401: return "You are not signed in";
        case 403: return "You may not see this";
        case 404: return "There is no such thing";
        case 429: return "Too many questions at once";
        case 503: return "The store cannot be read now";
        case 504: return "The question took too long";
        default: return `The server answered with status ${status}`;
    }
}
