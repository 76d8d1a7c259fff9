#!/bin/sh
# Finds Chromium and fonts with Chinese, or installs them: by apt where we may, else by Playwright (the browser alone).
set -eu
bin=$1

has_browser() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || ls "$HOME"/.cache/ms-playwright/chromium-*/ >/dev/null 2>&1; }
has_fonts() { ! command -v fc-list >/dev/null 2>&1 || [ -n "$(fc-list :lang=zh-cn family)" ]; }

if has_browser && has_fonts; then exit 0; fi
if [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium and Noto CJK for the browser tests …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core fonts-noto-cjk fontconfig
elif ! has_browser; then
    echo "Installing Playwright's Chromium for the browser tests …"
    "$bin/python" -m playwright install chromium
fi
if ! has_browser; then
    echo "No Chromium. Install one (Debian: sudo apt-get install chromium fonts-noto-cjk) and run this again." >&2
    exit 1
fi
