# Mở trang đối chiếu trên máy này; lần đầu thì lập môi trường riêng rồi cài vào đó.
#   mo-trang.ps1                      từ thư mục mã nguồn, cần mạng lần đầu
#   mo-trang.ps1 -From D:\goi         từ thư mục có tệp doichieu-*.whl và các gói đi kèm, không cần mạng
param(
    [string]$From = "",
    [string]$Folder = (Join-Path $env:LOCALAPPDATA "doichieu\may"),
    [int]$Port = 8642
)
$ErrorActionPreference = "Stop"
$env:PYTHONUTF8 = "1"
$OutputEncoding = [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
$root = (Resolve-Path (Join-Path $PSScriptRoot "..\..")).Path
$python = Join-Path $Folder "Scripts\python.exe"
$program = Join-Path $Folder "Scripts\doichieu.exe"

function Stop-With([string]$words) {
    Write-Host $words -ForegroundColor Red
    exit 1
}

if (-not (Test-Path $program)) {
    $found = $null
    foreach ($version in "3.13", "3.12", "3.11") {
        if (Get-Command py -ErrorAction SilentlyContinue) {
            & py "-$version" -c "" 2>$null
            if ($LASTEXITCODE -eq 0) { $found = @("py", "-$version"); break }
        }
    }
    if (-not $found -and (Get-Command python -ErrorAction SilentlyContinue)) {
        & python -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>$null
        if ($LASTEXITCODE -eq 0) { $found = @("python") }
    }
    if (-not $found) { Stop-With "Cần Python 3.11 trở lên (bản 64 bit). Cài Python rồi chạy lại." }
    $begin, $rest = $found
    Write-Host "Lập môi trường ở $Folder ..."
    & $begin @rest -m venv $Folder
    if ($LASTEXITCODE -ne 0) { Stop-With "Không lập được môi trường ở $Folder." }
    $pip = @("-m", "pip", "install", "--disable-pip-version-check", "--constraint", (Join-Path $root "constraints.txt"))
    if ($From) {
        & $python @pip --no-index --find-links $From "doichieu[web]"
    } else {
        & $python @pip "$root[web]"
    }
    if ($LASTEXITCODE -ne 0) { Stop-With "Cài chưa xong; xem dòng báo lỗi ở trên rồi chạy lại." }
}
& $program serve --open --port $Port
exit $LASTEXITCODE
