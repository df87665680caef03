/* Stands in for Electron's program where Windows' own is not at hand: writes its arguments, one call a line, to
 * %ProgramData%\bi-client-stand-in.txt, so that a test sees what the installer started. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/* Electron's switches are found by this mark: version 1, eight of them. electron-builder sets them as in the real one. */
volatile const char switches[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX" "\x01\x08" "11111111";

int WINAPI WinMain(HINSTANCE self, HINSTANCE before, LPSTR arguments, int show) {
  char path[MAX_PATH];
  if (switches[0] == 0) return 2;
  const char *folder = getenv("ProgramData");
  snprintf(path, sizeof path, "%s\\bi-client-stand-in.txt", folder ? folder : "C:\\ProgramData");
  FILE *file = fopen(path, "a");
  if (!file) return 1;
  fprintf(file, "%s\n", arguments);
  fclose(file);
  /* A preset that is wrong is refused. */
  return strstr(arguments, "wrong-preset") ? 3 : 0;
}
