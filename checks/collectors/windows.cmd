@echo off
rem Collects what mde-preflight reads about a Windows device, into one new folder. It changes nothing else.
rem
rem   collect.cmd [PARENT]    leaves PARENT\COMPUTERNAME-mde-evidence; PARENT is where this script is, if not given
rem
rem Exit status: 0 the folder is there; 1 nothing was left.
rem
rem It needs cmd and reg, as Windows Server 2012 R2 has them, and takes what is there of dsregcmd, sc, systeminfo,
rem wmic and PowerShell. It runs without administrator rights, and shows more with them.
rem
rem What the folder holds is no secret, but it names the device, its tenant, its updates and, where the device is
rem joined or enrolled, the account that did so. Left out are: OnboardedInfo and OnboardingInfo (a signed blob that
rem can onboard other devices), DigitalProductId (the product key), environment variables other than two,
rem and what is below the keys of Configuration Manager. That is why several keys are asked for single values.
rem EnrollmentPayload below SenseCM stays in: it holds identifiers alone.
rem
rem Sources:
rem   https://learn.microsoft.com/defender-endpoint/troubleshoot-security-config-mgt
rem   https://learn.microsoft.com/windows-server/administration/windows-commands/reg-query
rem   https://learn.microsoft.com/windows/win32/wmisdk/cim-datetime

setlocal EnableExtensions DisableDelayedExpansion
set "SYS=%SystemRoot%\System32"

rem A 32-bit program sees another registry, in which keys are missing. Start again as a 64-bit one.
if not defined PROCESSOR_ARCHITEW6432 goto native
if not exist "%SystemRoot%\Sysnative\cmd.exe" goto wrongview
"%SystemRoot%\Sysnative\cmd.exe" /d /c call "%~f0" %*
exit /b %errorlevel%

:native
if "%~1"=="/?" goto usage
set "PARENT=%~f1"
if "%~1"=="" for %%p in ("%~dp0.") do set "PARENT=%%~fp"
if not exist "%PARENT%\." goto noparent
set "DEST=%PARENT%\%COMPUTERNAME%-mde-evidence"
set "OUT=%DEST%.partial"
if exist "%DEST%" goto exists
if exist "%OUT%" goto leftover
md "%OUT%"
if not exist "%OUT%\." goto nowrite

rem --- What was collected, where and when -------------------------------------------------------------------------
rem wmic tells local time and its distance from UTC in every language alike. Where it is gone, PowerShell tells UTC.
set "NOW="
for /f "tokens=2 delims==" %%a in ('%SYS%\wbem\wmic.exe os get LocalDateTime /value 2^>nul ^<nul') do set "NOW=%%a"
if defined NOW set "NOW=%NOW:~0,25%"
if defined NOW if not "%NOW:~14,1%"=="." set "NOW="
set "PS=%SYS%\WindowsPowerShell\v1.0\powershell.exe"
if not exist "%PS%" set "PS="
set "UTC="
if defined NOW goto timed
if not defined PS goto timed
for /f %%a in ('%PS% -NoProfile -NonInteractive -Command "[DateTime]::UtcNow.ToString('s')" 2^>nul ^<nul') do set "UTC=%%a"
if defined UTC if not "%UTC:~10,1%"=="T" set "UTC="
:timed
set "MODE="
if not defined PS goto moded
for /f %%a in ('%PS% -NoProfile -NonInteractive -Command "$ExecutionContext.SessionState.LanguageMode" 2^>nul ^<nul') do set "MODE=%%a"
:moded
set "ELEVATED=yes"
%SYS%\reg.exe query "HKU\S-1-5-19" >nul 2>&1
if errorlevel 1 set "ELEVATED=no"

set "MANIFEST=%OUT%\collection.txt"
>"%MANIFEST%" echo mde-preflight collection 1
if not exist "%MANIFEST%" goto nowrite
>>"%MANIFEST%" echo family: windows
>>"%MANIFEST%" echo computer-name: %COMPUTERNAME%
if defined NOW >>"%MANIFEST%" echo local-date-time: %NOW%
if defined UTC >>"%MANIFEST%" echo collected-at: %UTC%Z
>>"%MANIFEST%" echo architecture: %PROCESSOR_ARCHITECTURE%
>>"%MANIFEST%" echo elevated: %ELEVATED%
if defined MODE >>"%MANIFEST%" echo language-mode: %MODE%

rem --- Registry ---------------------------------------------------------------------------------------------------
rem Each question stands before its answer, so that an error in any language is known to be about that key. What reg
rem says of a key and of a value that cannot be there is kept first: other words mean that it was not allowed to look.
echo Asking the registry ...
set "REGISTRY=%OUT%\registry.txt"
set "NOKEY="
set "NOVALUE="
call :ask "HKLM\SOFTWARE\mde-preflight-is-not-there"
set "NOKEY=%SAID%"
call :ask "HKLM\SOFTWARE" /v mde-preflight-is-not-there
set "NOVALUE=%SAID%"

set "MS=HKLM\SOFTWARE\Microsoft"
set "CONTROL=HKLM\SYSTEM\CurrentControlSet\Control"
set "SENSOR=Windows Advanced Threat Protection"

for %%v in (CurrentBuildNumber CurrentBuild UBR EditionID InstallationType ProductName DisplayVersion) do call :ask "%MS%\Windows NT\CurrentVersion" /v %%v
call :ask "%CONTROL%\ProductOptions" /v ProductType
for %%v in (PROCESSOR_ARCHITECTURE __PSLockdownPolicy) do call :ask "%CONTROL%\Session Manager\Environment" /v %%v
call :ask "%CONTROL%\ComputerName\ActiveComputerName"
for %%v in (Domain Hostname) do call :ask "HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters" /v %%v

call :ask "%MS%\SenseCM"
for %%v in (SenseCmConfiguration InstallLocation) do call :ask "%MS%\%SENSOR%" /v %%v
call :ask "%MS%\%SENSOR%\Status"
call :ask "HKLM\SOFTWARE\Policies\Microsoft\%SENSOR%\DeviceTagging"

call :ask "%MS%\Windows\CurrentVersion\CDJ\AAD"
call :ask "%CONTROL%\CloudDomainJoin\JoinInfo" /s

call :ask "%MS%\Enrollments" /s
call :ask "%MS%\CCM"
call :ask "%MS%\SMS\Mobile Client"
call :ask "%MS%\Windows Defender" /v ManagedDefenderProductType

set "PRODUCTS=%MS%\Windows\CurrentVersion\Uninstall"
for /f "delims=" %%k in ('%SYS%\reg.exe query "%PRODUCTS%" /s /d /f "Microsoft Defender for" 2^>nul ^| %SYS%\findstr.exe /b "HKEY_"') do call :ask "%%k"
for /f "delims=" %%k in ('%SYS%\reg.exe query "%PRODUCTS%" /s /d /f "Microsoft Monitoring Agent" 2^>nul ^| %SYS%\findstr.exe /b "HKEY_"') do call :ask "%%k"
>>"%REGISTRY%" echo ^> end
del "%OUT%\answer.tmp" >nul 2>&1

rem The same of the keys that matter most, as exports: those are exact to the last character.
call :export SenseCM "%MS%\SenseCM"
call :export Status "%MS%\%SENSOR%\Status"
call :export DeviceTagging "HKLM\SOFTWARE\Policies\Microsoft\%SENSOR%\DeviceTagging"
call :export CDJ "%MS%\Windows\CurrentVersion\CDJ"
call :export JoinInfo "%CONTROL%\CloudDomainJoin\JoinInfo"
call :export Enrollments "%MS%\Enrollments"

rem --- Services ---------------------------------------------------------------------------------------------------
echo Asking the services ...
for %%s in (sense ccmexec healthservice windefend) do call :service %%s

rem --- Programs that not every version of Windows has -------------------------------------------------------------
echo Asking other programs; this takes up to a minute ...
if exist "%SYS%\dsregcmd.exe" %SYS%\dsregcmd.exe /status >"%OUT%\dsregcmd.txt" 2>&1 <nul
call :kept dsregcmd.txt
if exist "%SYS%\systeminfo.exe" %SYS%\systeminfo.exe >"%OUT%\systeminfo.txt" 2>nul <nul
call :kept systeminfo.txt
if exist "%SYS%\wbem\wmic.exe" %SYS%\wbem\wmic.exe qfe list >"%OUT%\updates.txt" 2>nul <nul
call :trim updates.txt
if not exist "%OUT%\updates.txt" call :shell updates.txt "Get-HotFix | Format-List HotFixID, Description, InstalledOn"
call :shell get-mpcomputerstatus.txt "Get-MpComputerStatus | Format-List *"
call :shell get-mppreference.txt "Get-MpPreference | Format-List *"

rem --- Only what is whole gets its name ---------------------------------------------------------------------------
if not exist "%REGISTRY%" goto nowrite
move "%OUT%" "%DEST%" >nul
if not exist "%DEST%\." goto nowrite
echo.
echo Collected: "%DEST%"
if "%ELEVATED%"=="no" echo Without administrator rights some of it may be missing.
exit /b 0

rem Asks reg for a key, with more options; SAID becomes the first line of what it says where it fails.
:ask
>>"%REGISTRY%" echo ^> reg query %*
%SYS%\reg.exe query %* >"%OUT%\answer.tmp" 2>&1 <nul
set "FAILED=%errorlevel%"
type "%OUT%\answer.tmp" >>"%REGISTRY%" 2>nul
set "SAID="
if "%FAILED%"=="0" exit /b 0
for /f "usebackq delims=" %%e in ("%OUT%\answer.tmp") do if not defined SAID set "SAID=%%e"
if defined SAID set "SAID=%SAID:"=%"
set "END=failed"
if not defined NOVALUE set "END=not there"
if defined SAID if "%SAID%"=="%NOKEY%" set "END=not there"
if defined SAID if "%SAID%"=="%NOVALUE%" set "END=not there"
>>"%REGISTRY%" echo ^< %END%
exit /b 0

rem Exports a key to a file; there is none where there is no key.
:export
%SYS%\reg.exe export %2 "%OUT%\registry-%1.reg" /y >nul 2>&1 <nul
exit /b 0

:service
>>"%OUT%\services.txt" echo ^> sc query %1
%SYS%\sc.exe query %1 >>"%OUT%\services.txt" 2>&1 <nul
>>"%OUT%\services.txt" echo ^> sc qc %1
%SYS%\sc.exe qc %1 >>"%OUT%\services.txt" 2>&1 <nul
exit /b 0

rem Writes what a PowerShell command gives to a file; lines are not to be broken at the width of a window.
:shell
if not defined PS goto kept
%PS% -NoProfile -NonInteractive -Command "%~2 | Out-String -Width 4096" >"%OUT%\%~1" 2>nul <nul

rem Notes that there is nothing in a file, or no file.
:kept
call :trim %1
if not exist "%OUT%\%~1" >>"%MANIFEST%" echo not-collected: %~1
exit /b 0

rem Removes a file that nothing was written to.
:trim
for %%f in ("%OUT%\%~1") do if "%%~zf"=="0" del "%%~f" >nul 2>&1
exit /b 0

:usage
echo collect.cmd [PARENT]
echo Leaves a folder with what mde-preflight reads about this device: PARENT\%COMPUTERNAME%-mde-evidence
exit /b 0

:wrongview
echo This is a 32-bit command prompt on a 64-bit Windows, and its own does not start. Start %SystemRoot%\System32\cmd.exe. >&2
exit /b 1

:noparent
echo There is no folder "%PARENT%". >&2
exit /b 1

:exists
echo "%DEST%" is there already. Move it away, or name another folder to put the evidence in. >&2
exit /b 1

:leftover
echo "%OUT%" was left by a run that was interrupted. Remove it first. >&2
exit /b 1

:nowrite
echo Cannot write to "%OUT%". >&2
exit /b 1
