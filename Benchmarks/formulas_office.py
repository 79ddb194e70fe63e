"""Measures LibreOffice's hard recalculation of workbooks, in CPU seconds of its process.

usage: formulas_office.py COUNT FILE…   (needs python3-uno and soffice; COUNT formulas each)
"""
import os, subprocess, sys, tempfile, time

import uno
from com.sun.star.beans import PropertyValue

def cpu(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

def program(profile):
    """The process behind the script that `soffice` is."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline") as text:
                words = text.read()
        except OSError:
            continue
        if "soffice.bin" in words.split("\0")[0] and profile in words:
            return pid
    raise SystemExit("soffice.bin is not there")

def desktop(pipe):
    resolver = uno.getComponentContext().ServiceManager.createInstance(
        "com.sun.star.bridge.UnoUrlResolver")
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        except Exception:
            time.sleep(0.2)
    raise SystemExit("soffice does not answer")

def main():
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        pipe = f"bakhong{os.getpid()}"
        office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--norestore", f"--accept=pipe,name={pipe};urp"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        top = desktop(pipe)
        pid = program(folder)
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        for path in sys.argv[2:]:
            before = cpu(pid)
            book = top.loadComponentFromURL(
                uno.systemPathToFileUrl(os.path.abspath(path)), "_blank", 0, (hidden,))
            loaded = cpu(pid)
            book.calculateAll()
            done = cpu(pid)
            book.close(True)
            seconds = max(done - loaded, 0.01)
            print(f"LibreOffice, {os.path.basename(path)}", f"load {loaded - before:.2f} s",
                  f"hard recalculation {seconds:.2f} s", f"{count / seconds:,.0f} formulas/s",
                  sep="\t", flush=True)
        top.terminate()
        office.wait()

main()
