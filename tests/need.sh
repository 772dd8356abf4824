# The prerequisites of tests. Sourced by the scripts that run them; as root on Debian, it installs what is missing.

# Arguments: a command that succeeds if the prerequisite is there; its Debian package; its purpose.
need() {
  eval "$1" >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $2 ..."
    # RUNLEVEL prevents an installed server from being started.
    install=(env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2")
    "${install[@]}" >/dev/null || { apt-get update -qq && "${install[@]}" >/dev/null; } || true
    eval "$1" >/dev/null 2>&1 && return
  fi
  echo "The tests need $3. Install it: 'apt-get install $2' on Debian, as root." >&2
  exit 2
}
