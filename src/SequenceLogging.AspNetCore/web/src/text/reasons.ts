// Why something was rejected or dropped, in the words of the command line.
const words: Record<string, string> = {
    no_sequence: "outside of any sequence",
    bad_sequence_id: "SequenceId is not an id",
    bad_step_name: "StepName is not a step name",
    bad_link: "LinkComponent is not a link",
    bad_sequence_status: "SequenceStatus is not a status",
    unreadable_event: "a value could not be read",
    implausible_id: "id far above the month's last",
    refused_by_store: "refused by the store",
    queue_full: "too much was waiting to be stored",
    closed: "the log was closed before",
};

export function reasonText(reason: string): string {
    return words[reason] ?? reason;
}
