#compdef seqlog
# Completion of seqlog for zsh. The words come from seqlog itself; where it has none, names of files do.
_seqlog() {
  local -a found
  found=("${(@f)$(seqlog suggest -- "${(j: :)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "${found[*]}" ]]; then
    compadd -- "${found[@]}"
  else
    _files
  fi
}
compdef _seqlog seqlog
