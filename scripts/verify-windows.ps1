<#
Checks on a Windows machine, in one go, what can't be seen elsewhere: signature, silent installation by properties, files
and rights, the command line, the scheduled task proved by a run, the Event Log, an upgrade that keeps data, removal without
leftovers. For Windows PowerShell 5.1, as administrator with elevation, on a machine WITHOUT a client: it installs and
removes one, and keeps its data in a folder of its own.

  powershell -ExecutionPolicy Bypass -File scripts\verify-windows.ps1 -Installer C:\new.msi [-Before C:\old.msi] [-Preset C:\preset.json]

-Before: a released older installer; without it the upgrade is tried with the same version. -Preset: what `bi-client setup --from`
takes, with a reachable central side; without it what needs a set-up client (task proved by a run, Event Log) is skipped, and said.
Exit code: how many checks failed.
#>
param(
  [Parameter(Mandatory = $true)][string]$Installer,
  [string]$Before = '',
  [string]$Preset = '',
  [switch]$AllowUnsigned
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$program = Join-Path $env:ProgramFiles 'Business Integrator Client'
$executable = Join-Path $program 'bi-client-desktop.exe'
$client = Join-Path $program 'bi-client.cmd'
$ini = Join-Path $program 'bi-client.ini'
$data = Join-Path $env:SystemDrive 'BI verify data'
$key = 'HKLM:\Software\Business Integrator\Client'
$run = 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Run'
$log = Join-Path $env:TEMP 'bi-verify-msi.log'
$shortcutName = '*Business Integrator.lnk'
$script:failed = 0
$script:skipped = 0

function Check([string]$promise, [scriptblock]$test) {
  try {
    $answer = & $test
    if ($answer -is [array]) { $answer = $answer[-1] }
    if ($answer) { Write-Host "ok       $promise" } else { $script:failed++; Write-Host "FAILED   $promise" }
  } catch {
    $script:failed++
    Write-Host "FAILED   $promise"
    Write-Host "         $($_.Exception.Message)"
  }
}
function Skip([string]$promise, [string]$why) { $script:skipped++; Write-Host "skipped  $promise ($why)" }
# One string: Start-Process joins the words of a list without quoting them.
function Install([string]$arguments) {
  $process = Start-Process -FilePath "$env:SystemRoot\System32\msiexec.exe" -ArgumentList "$arguments /qn /norestart /l*v `"$log`"" -Wait -PassThru
  return $process.ExitCode
}
function Invoke-Client([string[]]$words) {
  # What a program writes to its standard error is no error of this script.
  $ErrorActionPreference = 'Continue'
  $output = & $client @words 2>$null
  return [pscustomobject]@{ Code = $LASTEXITCODE; Text = ($output | Out-String) }
}
function Get-Shortcuts {
  $places = @([Environment]::GetFolderPath('CommonDesktopDirectory'), [Environment]::GetFolderPath('CommonPrograms'))
  return @($places | ForEach-Object { Get-ChildItem -Path $_ -Filter $shortcutName -ErrorAction SilentlyContinue })
}
function Get-Tasks { return @(Get-ScheduledTask -TaskPath '\Business Integrator\*' -ErrorAction SilentlyContinue) }
function Get-Entries {
  $root = 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Uninstall\*'
  return @(Get-ItemProperty $root -ErrorAction SilentlyContinue | Where-Object { $_.PSObject.Properties['Publisher'] -and $_.Publisher -eq 'Business Integrator' })
}
function Get-RunValue {
  $values = Get-ItemProperty $run -ErrorAction SilentlyContinue
  if ($values -and $values.PSObject.Properties['BusinessIntegratorClient']) { return $values.BusinessIntegratorClient }
  return $null
}

$identity = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()
if (-not $identity.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { Write-Error 'Run this as administrator.'; exit 250 }
if ((Test-Path $program) -or (Test-Path $data)) { Write-Error "A client, or data of an earlier check, is here already: $program, $data"; exit 251 }
$Installer = (Resolve-Path $Installer).Path
$first = $Installer
if ($Before) { $first = (Resolve-Path $Before).Path }
if ($Preset) { $Preset = (Resolve-Path $Preset).Path }

Write-Host "Windows $([Environment]::OSVersion.Version), PowerShell $($PSVersionTable.PSVersion)"
if ($AllowUnsigned) { Skip 'the installer is signed' '-AllowUnsigned' } else {
  Check 'the installer is signed by a certificate that this computer trusts' { (Get-AuthenticodeSignature $Installer).Status -eq 'Valid' }
}

# Silent installation.
$arguments = "/i `"$first`" CLIENTLANGUAGE=en DATAFOLDER=`"$data`" AUTOSTART=1 DESKTOPSHORTCUT=1"
if ($Preset) { $arguments += " PRESET=`"$Preset`"" }
Check 'it installs silently with its properties' { (Install $arguments) -eq 0 }
Check 'program, command and licences are there' {
  (Test-Path $executable) -and (Test-Path $client) -and (Test-Path (Join-Path $program 'resources\licences\THIRD-PARTY-NOTICES.txt'))
}
if (-not $AllowUnsigned) { Check 'the program is signed' { (Get-AuthenticodeSignature $executable).Status -eq 'Valid' } }
Check 'the file properties name product and publisher' {
  $info = (Get-Item $executable).VersionInfo
  ($info.CompanyName -eq 'Business Integrator') -and ($info.ProductName -like 'B2B klient*')
}
Check 'data folder and language stand beside the program' {
  $text = Get-Content $ini -Raw
  $text.Contains("DataFolder=$data") -and $text.Contains('Language=en')
}
Check 'desktop and start menu have a shortcut each' { (Get-Shortcuts).Count -eq 2 }
Check 'it starts at sign-in, to the tray' { "$(Get-RunValue)" -like '*bi-client-desktop.exe" --hidden' }
Check 'nobody but administrators can change the program' {
  $writers = (Get-Acl $program).Access | Where-Object {
    ($_.AccessControlType -eq 'Allow') -and ($_.FileSystemRights -band [Security.AccessControl.FileSystemRights]::WriteData) -and
    (@('S-1-5-32-545', 'S-1-1-0', 'S-1-5-11') -contains $_.IdentityReference.Translate([Security.Principal.SecurityIdentifier]).Value)
  }
  @($writers).Count -eq 0
}
Check 'the command line answers with its version and exit code' {
  $answer = Invoke-Client @('--version')
  ($answer.Code -eq 0) -and ($answer.Text.Trim() -match '^\d+\.\d+\.\d+$')
}
Check 'a wrong command ends with 2' { (Invoke-Client @('no-such-command')).Code -eq 2 }

# What a client that is set up does.
if ($Preset) {
  Check 'the preset set the client up' { Test-Path (Join-Path $data 'settings.json') }
  Check 'the data folder is for SYSTEM, administrators and its own account only' {
    $others = (Get-Acl $data).Access | Where-Object {
      @('S-1-5-32-545', 'S-1-1-0', 'S-1-5-11') -contains $_.IdentityReference.Translate([Security.Principal.SecurityIdentifier]).Value
    }
    @($others).Count -eq 0
  }
  Check 'a data folder that users may write to is refused (8), and accepted again without that right' {
    $icacls = "$env:SystemRoot\System32\icacls.exe"
    & $icacls $data /grant '*S-1-5-32-545:(OI)(CI)M' /Q | Out-Null
    $open = Invoke-Client @('status')
    & $icacls $data /remove:g '*S-1-5-32-545' /Q | Out-Null
    ($open.Code -eq 8) -and ((Invoke-Client @('status')).Code -ne 8)
  }
  Check 'the secrets are not readable as text' {
    $apiKey = ((Get-Content $Preset -Raw | ConvertFrom-Json).central).apiKey
    -not (Get-ChildItem $data -Recurse -File | Where-Object { $_.Length -lt 50MB } | Select-String -SimpleMatch $apiKey -Quiet)
  }
  Check 'the task of SYSTEM is installed and proved by a run of its own' {
    (Invoke-Client @('schedule', 'install', '--every', '5', '--prove')).Code -eq 0
  }
  Check 'the task runs whether or not anybody is signed in, and one at a time' {
    $task = (Get-Tasks)[0]
    ("$($task.Principal.LogonType)" -eq 'ServiceAccount') -and ("$($task.Settings.MultipleInstances)" -eq 'IgnoreNew')
  }
  Check 'entries for the Event Log can be made and read' {
    # Only news are told there, so a good run may have left none: the way is tried, under a name of its own.
    $ErrorActionPreference = 'Continue'
    & "$env:SystemRoot\System32\eventcreate.exe" /L APPLICATION /T INFORMATION /ID 100 /SO bi-client-verify /D 'verify-windows.ps1' | Out-Null
    @(Get-EventLog -LogName Application -Source bi-client-verify -Newest 1).Count -eq 1
  }
  $own = @(Get-EventLog -LogName Application -Source business-integrator-client -Newest 5 -ErrorAction SilentlyContinue)
  Write-Host "         entries of the client itself so far: $($own.Count)"
} else { Skip 'set-up, rights of the data folder, secrets, task, Event Log' 'no -Preset' }

# Upgrade.
New-Item -ItemType Directory -Force -Path $data | Out-Null
Set-Content -Path (Join-Path $data 'verify-kept.txt') -Value 'kept'
$hashOf = {
  $settings = Join-Path $data 'settings.json'
  if (Test-Path $settings) { (Get-FileHash $settings).Hash } else { '' }
}
$settingsBefore = & $hashOf
$tasksBefore = (Get-Tasks).Count
$desktop = Start-Process -FilePath $executable -ArgumentList '--hidden' -PassThru
Start-Sleep -Seconds 15
Check 'the desktop app runs in the tray' { -not $desktop.HasExited }
$upgraded = Install "/i `"$Installer`""
Check "the newer version installs while the app runs (0, or 3010: a restart is wanted; was $upgraded)" { @(0, 3010) -contains $upgraded }
Check 'there is one entry among the installed programs' { (Get-Entries).Count -eq 1 }
Check 'data and settings are kept' { (Test-Path (Join-Path $data 'verify-kept.txt')) -and ((& $hashOf) -eq $settingsBefore) }
Check 'choices are kept: data folder, language, autostart' { ((Get-Content $ini -Raw).Contains("DataFolder=$data")) -and ("$(Get-RunValue)" -ne '') }
Check 'no scheduled task was ended by the upgrade' { (Get-Tasks).Count -eq $tasksBefore }
Check 'the newer program answers' { (Invoke-Client @('--version')).Code -eq 0 }

# Removal.
Get-Process bi-client-desktop -ErrorAction SilentlyContinue | Where-Object { $_.Path -eq $executable } | Stop-Process -Force
Start-Sleep -Seconds 3
Check 'it is removed silently' { (Install "/x `"$Installer`"") -eq 0 }
Check 'no program, shortcut, autostart, registry entry or task is left' {
  (-not (Test-Path $executable)) -and (-not (Test-Path $ini)) -and ((Get-Shortcuts).Count -eq 0) -and ($null -eq (Get-RunValue)) -and
  (-not (Test-Path $key)) -and ((Get-Tasks).Count -eq 0) -and ((Get-Entries).Count -eq 0)
}
Check 'the data stay' { Test-Path (Join-Path $data 'verify-kept.txt') }
Remove-Item $data -Recurse -Force -ErrorAction SilentlyContinue

Write-Host ''
Write-Host 'By hand: remove it once from the list of installed programs: it asks whether the data are to go, and No keeps them.'
Write-Host "$script:failed failed, $script:skipped skipped. Log of the last msiexec: $log"
exit $script:failed
