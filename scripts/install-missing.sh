#!/bin/sh
# Installs those of the named Debian packages that are not there yet.
# Says nothing and needs no rights when all of them are.
set -eu

if ! command -v dpkg-query >/dev/null; then
  echo "Không phải Debian; hãy tự cài · Not Debian; please install yourself: $*" >&2
  exit 0
fi

missing=
for package in "$@"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "Đang cài · Installing:$missing" >&2

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else
    echo "Cần quyền quản trị · Needs root: apt-get install$missing" >&2
    exit 1
  fi
}

install_missing() {
  # Unquoted on purpose: one argument a package.
  # shellcheck disable=SC2086
  as_root apt-get install -y -q --no-install-recommends $missing </dev/null
}

# A fresh system knows no package yet, and an old list names files that are gone:
# either way the first attempt fails, the list is fetched once, and the second decides.
install_missing || {
  as_root apt-get update -q </dev/null
  install_missing
}
