# How the scripts here explain themselves. Sourced before they go to another folder.
# shellcheck shell=bash

print_usage() {  # the comment at the head of the script
  awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"
}

wrong_usage() {  # <what is wrong>
  echo "$(basename "$0"): $1" >&2
  print_usage >&2
  exit 2
}

take_records() {  # <path>: adds it to `records`, or says what it is instead
  case $1 in
    -h | --help)
      print_usage
      exit 0
      ;;
    -?*) wrong_usage "unknown option '$1'" ;;
  esac
  [ -e "$1" ] || wrong_usage "no file or folder '$1'"
  records+=("$(realpath "$1")")
}
