# Completion of seqlog for fish. The words come from seqlog itself; where it has none, names of files do.
function __seqlog_words
    set -l line (string replace -r '^\s*\S+\s?' '' -- (commandline -cp | string collect))
    set -l found (seqlog suggest -- "$line" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c seqlog -f -a '(__seqlog_words)'
