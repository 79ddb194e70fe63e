"""What the comparisons of workbook programs share: measuring whole processes, and peers.

Peers come from the package index into an environment that is thrown away with its folder. What
cannot be had is told and left out: a comparison is no reason to fail.
"""
import os
import statistics
import subprocess
import sys
import tempfile


def measure(command, allowed=(0,)):
    """CPU seconds and peak MiB of a process and of what it started; it ends with an allowed status."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"{' '.join(command[:3])} failed: {errors.decode()[-300:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def in_turn(jobs, rounds):
    """Runs every job once a round, directly after each other, so that a drift treats all alike.

    jobs: by name a function that runs the job and gives numbers, the first of them CPU seconds.
    Gives by name the medians, and the median of the first job's CPU seconds by its own.
    """
    results = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            results[name].append(job())
    first = [run[0] for run in next(iter(results.values()))]
    return {
        name: tuple(statistics.median(column) for column in zip(*runs))
        + (statistics.median(a / max(run[0], 1e-4) for a, run in zip(first, runs)),)
        for name, runs in results.items()
    }


def environment(folder, packages):
    """The interpreter of a new environment, and which of the packages are in it."""
    python = os.path.join(folder, "venv", "bin", "python")
    if not os.path.exists(python):
        made = subprocess.run(
            [sys.executable, "-m", "venv", os.path.dirname(os.path.dirname(python))],
            capture_output=True)
        if made.returncode != 0:
            print("missing: python3-venv, so nothing is compared with programs in Python")
            return None, set()
    for package in packages:
        pip = [python, "-m", "pip", "-q", "--disable-pip-version-check", "--retries", "1",
               "--timeout", "20", "install", package]
        if subprocess.run(pip, capture_output=True).returncode != 0:
            print(f"missing: {package} cannot be installed from the package index; left out")
    listed = subprocess.run([python, "-m", "pip", "freeze"], capture_output=True, text=True).stdout
    names = {line.split("==")[0].lower().replace("_", "-"): line for line in listed.split()}
    found = {package for package in packages if package.lower() in names}
    print("peers: " + (", ".join(names[package.lower()] for package in sorted(found)) or "none"))
    return python, found


def machine():
    """What the figures were measured on."""
    with open("/proc/cpuinfo") as lines:
        model = next((l.split(":")[1].strip() for l in lines if l.startswith("model name")), "?")
    return f"{os.cpu_count()} × {model}, load {os.getloadavg()[0]:.0f}"


def compare(parser, work):
    """Reads the options and does the work in a folder for data and peers, thrown away unless named."""
    parser.add_argument("--folder", help="keeps data and peers here")
    options = parser.parse_args()
    if options.folder:
        return work(options, options.folder)
    with tempfile.TemporaryDirectory(prefix="bakhong-bench-") as folder:
        work(options, folder)
