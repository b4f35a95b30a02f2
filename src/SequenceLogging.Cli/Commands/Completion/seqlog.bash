# Completion of seqlog for bash. The words come from seqlog itself; where it has none, names of files do.
_seqlog() {
  local line=${COMP_LINE:0:COMP_POINT}
  line=${line#"${line%%[![:space:]]*}"}
  mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" suggest -- "${line#* }" 2>/dev/null)
}
complete -o bashdefault -o default -F _seqlog seqlog
