# shellcheck shell=sh
# What scripts/build, scripts/serve, scripts/test and scripts/lock share. POSIX sh; sourced, never run.
# The caller sets `root` (the project's folder) and stands in it.

oldest_python=3.11
venv=${ATLAS_VENV:-$root/.venv} # ATLAS_VENV names a ready environment, which is used as it is
lock=$root/.build.lock
child=

# Settings of the caller's shell that would send pip or Python somewhere else.
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_USER PIP_REQUIRE_HASHES
export PIP_DISABLE_PIP_VERSION_CHECK=1 NO_MKDOCS_2_WARNING=1

say() { printf '%s\n' "$*"; }

die() { # the first argument is what went wrong, each further one a line of what to do
  printf 'Error: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

# --- Leaving cleanly -------------------------------------------------------------------------------

# In the background, because the shell handles a signal only after a command in the foreground has ended.
run() {
  "$@" &
  child=$!
  status=0
  wait "$child" || status=$?
  child=
  return "$status"
}

# Each script may define `tidy`, which takes away its own half-made files. Whatever goes wrong here, the script ends
# with the status that it had, and a second signal does not come between.
on_exit() {
  status=$?
  trap '' HUP INT TERM
  set +e
  if [ -n "$child" ]; then
    kill "$child" 2>/dev/null
    wait "$child" 2>/dev/null
  fi
  tidy
  unlock
  exit "$status"
}

tidy() { :; }

# What a process that was killed has started may write for a moment longer: then a folder is not empty.
remove() {
  for _ in 1 2 3 4 5; do
    rm -rf "$@" 2>/dev/null && return
    sleep 1
  done
  rm -rf "$@"
}

trap on_exit EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# --- One at a time ---------------------------------------------------------------------------------

# The system's lock on a file, through descriptor 9, which what we start has too. It ends with the last of these
# processes, however they end, so that there is no stale lock. The file says who holds it.
locked=
take_lock() {
  lock_python
  until [ -n "$locked" ]; do
    [ ! -L "$lock" ] || rm -f "$lock" # as older versions of this script have left it
    { [ ! -e "$lock" ] || [ -f "$lock" ]; } && (: >>"$lock") 2>/dev/null ||
      die "$lock could not be made. Is $root writable, and has it room?"
    exec 9<>"$lock"
    run "$python" -c "$lock_program" "$lock" "$$" 9<&9 || :
    case $status in
    0) locked=yes ;;
    75) exec 9>&- ;; # who held it has taken the file away: there is a new one, or none
    *) die "$lock could not be locked; what the system says stands above." ;;
    esac
  done
}

lock_program='
import fcntl, os, sys
path, process = sys.argv[1:]
try:
    try:
        fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(9, 20, 0).decode("ascii", "replace").strip() or "unknown"
        print(f"Another build (process {holder}) is running; waiting for it to end.")
        print(f"  {path} is locked until that process and all that it has started have ended.", flush=True)
        fcntl.flock(9, fcntl.LOCK_EX)
    if not (os.path.exists(path) and os.path.samestat(os.fstat(9), os.stat(path))):
        sys.exit(75)
    os.ftruncate(9, 0)
    os.pwrite(9, f"{process}\n".encode(), 0)
except OSError as error:
    sys.exit(str(error))
'

unlock() {
  [ -n "$locked" ] || return 0
  rm -f "$lock"
  exec 9>&-
  locked=
}

# Sets `python` to one that can lock: that of the environment, if there is one that runs.
lock_python() {
  python=$venv/bin/python
  "$python" -c 'import fcntl' 2>/dev/null || find_python
}

# --- The Python environment ------------------------------------------------------------------------

is_new_enough() {
  "$1" -c "import sys; sys.exit(sys.version_info < tuple(map(int, '$oldest_python'.split('.'))))" 2>/dev/null
}

# Sets `python` to the interpreter that makes the environment.
find_python() {
  if [ -n "${PYTHON:-}" ]; then
    command -v "$PYTHON" >/dev/null || die "PYTHON is set to $PYTHON, which is not a command."
    is_new_enough "$PYTHON" ||
      die "PYTHON is set to $PYTHON, which is $("$PYTHON" --version 2>&1); Python $oldest_python or newer is needed."
  fi
  found=
  without_venv=
  for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
    command -v "$candidate" >/dev/null || continue
    version=$("$candidate" --version 2>&1) || continue # a pyenv shim of a version that is not chosen
    found="$found${found:+, }$candidate is $version"
    is_new_enough "$candidate" || continue
    python=$candidate
    "$python" -c 'import ensurepip, venv' 2>/dev/null && return
    without_venv=${without_venv:-$python}
  done
  [ -z "$without_venv" ] || die "$without_venv is without the modules that make environments (venv and ensurepip)." \
    "On Debian and Ubuntu they are a package of their own: apt install python3-venv" \
    "Elsewhere, install Python from python.org or your system's packages. Then run this again."
  [ -z "$found" ] || die "Python $oldest_python or newer is needed, and was not found ($found)." \
    "Install a newer one, or name it: PYTHON=/path/to/python3.12 $0"
  die "Python was not found. Install Python $oldest_python or newer (python3), or name it: PYTHON=/path/to/python3 $0"
}

# Makes or updates .venv, so that it holds what $1.lock lists and the project itself. Does nothing when it does.
prepare_environment() {
  if [ -n "${ATLAS_VENV:-}" ]; then
    [ -x "$venv/bin/python" ] || die "ATLAS_VENV is set to $ATLAS_VENV, which is no Python environment."
    return
  fi
  is_prepared "$1" && return
  take_lock
  is_prepared "$1" || make_and_install "$1"
  unlock
}

is_prepared() {
  [ ! -e "$venv/.unfinished" ] && [ -e "$venv/.holds-$1" ] && contents_of "$1" | cmp -s - "$venv/.holds-$1"
}

contents_of() {
  printf '%s\n' "$root"
  "$venv/bin/python" -c 'import sys; print(sys.version)' 2>/dev/null
  cat "$1.lock" pyproject.toml
}

make_and_install() {
  is_usable || make_environment
  say "Installing the locked Python packages ($1.lock); the first time this takes a minute ..."
  : >"$venv/.unfinished" # stays there if we are stopped half way: some package may then be half there
  remove "$venv/.temporary"
  mkdir "$venv/.temporary"
  {
    pip_install --require-hashes -r "$1.lock" && pip_install --no-build-isolation --editable "$root"
  } || {
    # pip gave up by itself, and has put back what it had replaced; killed by a signal, it hasn't.
    [ "$status" -gt 128 ] || rm "$venv/.unfinished"
    die "the packages could not be installed; what pip says stands above. The command was:" \
      "$venv/bin/python -m pip install --no-deps --require-hashes -r $1.lock" \
      "If pip speaks of connections, or finds 'no matching distribution': the package index (PyPI, or the one that" \
      "pip is set to use) could not be reached. Check the network, and HTTPS_PROXY if there is a proxy, and run this" \
      "again. An environment that was there before is still there, and is completed then."
  }
  rm -f "$venv"/.holds-*
  contents_of requirements >"$venv/.holds-requirements" # requirements-test.lock has all of requirements.lock
  contents_of "$1" >"$venv/.holds-$1"
  remove "$venv/.temporary" "$venv/.unfinished"
}

# Killed, pip leaves what it has downloaded: there, where the next one takes it away.
pip_install() { run env TMPDIR="$venv/.temporary" "$venv/bin/python" -m pip install --quiet --progress-bar off --no-deps "$@"; }

# Finished, not moved here from another folder, and its Python still there and new enough.
is_usable() {
  [ ! -e "$venv/.unfinished" ] && is_new_enough "$venv/bin/python" &&
    grep -qsF "$venv" "$venv/bin/activate" && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

make_environment() {
  find_python
  say "Making a Python environment in .venv ($version) ..."
  rm -rf "$venv"
  mkdir "$venv"
  : >"$venv/.unfinished"
  run "$python" -m venv "$venv" || die "$python -m venv $venv failed; what it says stands above."
}
