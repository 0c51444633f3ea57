# Turns Maven's batch output into lines for a person: one per module, how much was downloaded, and how long that took by itself.

function now(  text) {
  "date +%s%N" | getline text
  close("date +%s%N")
  # Some systems know no nanoseconds and leave the N standing.
  return text ~ /N$/ ? text + 0 : text / 1000000000
}

function say(text) {
  printf "  %5.1f s  %s\n", now() - began, text
  fflush()
}

function downloads() {
  return sprintf("downloaded %d files, %.0f MB", files, megabytes)
}

BEGIN { began = now(); told = began }

/^(\[INFO\] )?Downloading from/ {
  if (open++ == 0) since = now()
}

/^(\[INFO\] )?Downloaded from/ {
  moment = now()
  if (open > 0 && --open == 0) downloading += moment - since
  files++
  if (match($0, /\([0-9.]+ [kMG]?B/)) {
    split(substr($0, RSTART + 1, RLENGTH - 1), size, " ")
    megabytes += size[2] == "GB" ? size[1] * 1024 : size[2] == "MB" ? size[1] : size[2] == "kB" ? size[1] / 1024 : 0
  }
  if (moment - told > 5) { told = moment; say(downloads()) }
}

/^\[INFO\] Building Rempart/ {
  # What was asked for and is not to be had leaves no "Downloaded" behind.
  if (open > 0) { downloading += now() - since; open = 0 }
  sub(/^\[INFO\] Building /, "")
  sub(/ +[0-9]+\.[0-9].*/, "")
  say($0)
}

/^\[ERROR\]/ && errors < 8 && length($0) > 8 {
  errors++
  print "  " $0
  fflush()
}

END {
  if (files > 0) say(sprintf("%s in %.1f s of this", downloads(), downloading))
  if (errors == 0) say("built")
}
