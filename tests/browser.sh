#!/bin/sh
# Makes sure that the tests find a browser and a Chinese font: uses what is there, else installs Debian's.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1; then
  echo "No browser found; installing Debian's Chromium and a Chinese font."
  sudo=""
  if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
  exit 0
fi
echo "No browser found: install Chromium or Chrome, then run make test again." >&2
exit 1
