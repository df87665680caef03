@echo off
rem bi-client: the command line of the program. In a batch file Windows waits for its end; typed by itself it would not.
"%~dp0bi-client-desktop.exe" %*
exit /b %ERRORLEVEL%
