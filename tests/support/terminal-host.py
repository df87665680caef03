"""A terminal for one program: what comes on our standard input is typed, what the program shows goes to our standard output."""
import fcntl
import os
import pty
import select
import struct
import sys
import termios

child, master = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
watched = [0, master]
while True:
    ready, _, _ = select.select(watched, [], [])
    if 0 in ready:
        typed = os.read(0, 65536)
        if typed:
            os.write(master, typed)
        else:
            watched.remove(0)
    if master in ready:
        try:
            shown = os.read(master, 65536)
        except OSError:
            # Linux says EIO when the program has closed its side.
            shown = b""
        if not shown:
            break
        sys.stdout.buffer.write(shown)
        sys.stdout.buffer.flush()
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
