@echo off
rem Opens the page of doichieu on this machine. The first time it makes its own folder and installs into it.
chcp 65001 >nul
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0mo-trang.ps1" %*
if errorlevel 1 pause
